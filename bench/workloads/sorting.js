class Rec {
  constructor(a, b, n) {
    this.a = a;
    this.b = b;
    this.name = n;
  }
}
function qs(v, lo, hi) {
  while (lo < hi) {
    const p = v[(lo + hi) >> 1];
    let i = lo,
      j = hi;
    while (i <= j) {
      while (v[i] < p) i++;
      while (v[j] > p) j--;
      if (i <= j) {
        const t = v[i];
        v[i] = v[j];
        v[j] = t;
        i++;
        j--;
      }
    }
    if (j - lo < hi - i) {
      qs(v, lo, j);
      lo = i;
    } else {
      qs(v, i, hi);
      hi = j;
    }
  }
}
let seed = 42;
const recs = [],
  nums = [];
for (let i = 0; i < 100000; i++) {
  seed = (seed * 16807) % 2147483647;
  recs.push(new Rec(seed % 100, seed % 977, 'n' + (seed % 5000)));
  nums.push(seed);
}
const cs = (x, y) => (x < y ? -1 : x > y ? 1 : 0);
const s1 = recs.slice().sort((x, y) => x.a - y.a),
  s2 = recs.slice().sort((x, y) => x.b - y.b || x.a - y.a || cs(x.name, y.name)),
  s3 = recs.slice().sort((x, y) => cs(y.name, x.name));
console.log(s1[0].b + ' ' + s1[99999].b + ' ' + s2[100].name + ' ' + s3[5].name + ' ' + s3[99998].a);
let c;
for (let r = 0; r < 3; r++) {
  c = nums.slice();
  qs(c, 0, c.length - 1);
}
const n2 = nums.slice().sort((a, b) => a - b);
console.log(c[0] + ' ' + c[50000] + ' ' + c[99999] + ' ' + (c.every((x, i) => x === n2[i]) ? 'True' : 'False'));
