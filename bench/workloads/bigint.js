function fact(n) {
  let r = 1n;
  for (let i = 2n; i <= n; i++) r *= i;
  return r;
}
function pi(n) {
  const out = [];
  let q = 1n,
    r = 0n,
    t = 1n,
    k = 1n,
    m = 3n,
    x = 3n;
  while (out.length < n) {
    if (4n * q + r - t < m * t) {
      out.push(String(m));
      const nr = 10n * (r - m * t);
      m = (10n * (3n * q + r)) / t - 10n * m;
      q *= 10n;
      r = nr;
    } else {
      const nr = (2n * q + r) * x,
        nn = (q * (7n * k) + 2n + r * x) / (t * x);
      q *= k;
      t *= x;
      x += 2n;
      k++;
      m = nn;
      r = nr;
    }
  }
  return out.join('');
}
function powmod(b, e, m) {
  let r = 1n;
  b %= m;
  while (e > 0n) {
    if (e % 2n === 1n) r = (r * b) % m;
    b = (b * b) % m;
    e /= 2n;
  }
  return r;
}
const f = fact(1000n);
console.log(String(f).length + ' ' + (f % 1000003n));
let a = 0n,
  b = 1n;
for (let i = 0; i < 120000; i++) [a, b] = [b, a + b];
console.log(String(a % 10n ** 12n));
console.log(pi(2600).slice(-10));
const p = 2n ** 127n - 1n;
let s = 0n;
for (let i = 0n; i < 2500n; i++) s = (s + powmod(3n + i, p - 2n, p)) % p;
console.log(String(s));
