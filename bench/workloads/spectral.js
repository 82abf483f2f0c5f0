function A(i, j) {
  return 1 / (Math.floor(((i + j) * (i + j + 1)) / 2) + i + 1);
}
function av(v) {
  const n = v.length,
    o = [];
  for (let i = 0; i < n; i++) {
    let s = 0;
    for (let j = 0; j < n; j++) s += A(i, j) * v[j];
    o.push(s);
  }
  return o;
}
function atv(v) {
  const n = v.length,
    o = [];
  for (let i = 0; i < n; i++) {
    let s = 0;
    for (let j = 0; j < n; j++) s += A(j, i) * v[j];
    o.push(s);
  }
  return o;
}
const n = 300;
let u = new Array(n).fill(1),
  v = u;
for (let k = 0; k < 10; k++) {
  v = atv(av(u));
  u = atv(av(v));
}
let a = 0,
  b = 0;
for (let i = 0; i < n; i++) {
  a += u[i] * v[i];
  b += v[i] * v[i];
}
console.log(Math.sqrt(a / b).toFixed(9));
