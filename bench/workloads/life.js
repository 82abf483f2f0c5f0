const K = (x, y) => x + ',' + y;
function step(live) {
  const cnt = new Map();
  for (const [x, y] of live.values())
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        if (dx || dy) {
          const k = K(x + dx, y + dy);
          const e = cnt.get(k);
          if (e) e.n++;
          else cnt.set(k, { n: 1, p: [x + dx, y + dy] });
        }
  const out = new Map();
  for (const [k, e] of cnt) if (e.n === 3 || (e.n === 2 && live.has(k))) out.set(k, e.p);
  return out;
}
let live = new Map();
const add = (x, y) => live.set(K(x, y), [x, y]);
for (const [x, y] of [
  [1, 0],
  [2, 0],
  [0, 1],
  [1, 1],
  [1, 2],
])
  add(x, y);
for (let i = 0; i < 30; i++) {
  add(40 + i, 10);
  add(-40, i * 2);
  add(-39, i * 2 + (i % 3));
}
let n = 0;
for (let g = 0; g < 2000; g++) {
  live = step(live);
  n += live.size;
}
let sx = 0,
  sy = 0;
for (const [x, y] of live.values()) {
  sx += x;
  sy += y;
}
console.log(n + ' ' + live.size + ' ' + sx + ' ' + sy);
