function* count(n) {
  for (let i = 0; i < n; i++) yield i;
}
function* evens(it) {
  for (const x of it) if (x % 2 === 0) yield x;
}
function* pairs(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) yield a[i] * b[i];
}
function adder(k) {
  return (x) => x + k;
}
function sum(it) {
  let s = 0;
  for (const x of it) s += x;
  return s;
}
function* sq(it) {
  for (const x of it) yield x * x;
}
let total = 0;
for (let r = 0; r < 80; r++) {
  total += sum(sq(evens(count(60000))));
  const a = [];
  for (let i = 0; i < 20000; i++) if (i % 3 !== 0) a.push(i * 2);
  const b = new Map();
  for (let i = 0; i < 5000; i++) b.set(i, i * i);
  const c = new Set(a.map((x) => x % 100));
  total += sum(pairs(a, a)) + b.size + c.size + b.get(77);
  const f = adder(r);
  total += sum(a.map(f));
  a.forEach((x, i) => {
    total += i - x;
  });
}
console.log(String(total));
