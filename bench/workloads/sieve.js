function sieve(n) {
  const f = new Array(n + 1).fill(true);
  f[0] = f[1] = false;
  for (let i = 2; i * i <= n; i++) if (f[i]) for (let j = i * i; j <= n; j += i) f[j] = false;
  let c = 0,
    l = 0;
  for (let k = 0; k <= n; k++)
    if (f[k]) {
      c++;
      l = k;
    }
  return [c, l];
}
let c, l;
for (let r = 0; r < 9; r++) [c, l] = sieve(1000000);
console.log(c + ' ' + l);
