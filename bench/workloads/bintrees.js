class Node {
  constructor(l, r) {
    this.left = l;
    this.right = r;
  }
}
function make(d) {
  return d === 0 ? new Node(null, null) : new Node(make(d - 1), make(d - 1));
}
function check(n) {
  return n.left === null ? 1 : 1 + check(n.left) + check(n.right);
}
const maxd = 15;
console.log('stretch ' + check(make(maxd + 1)));
const ll = make(maxd);
for (let d = 4; d <= maxd; d += 4) {
  const it = 2 ** (maxd - d + 4);
  let t = 0;
  for (let i = 0; i < it; i++) t += check(make(d));
  console.log(it + ' ' + d + ' ' + t);
}
console.log('long ' + check(ll));
