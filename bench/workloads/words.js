function makeText(n) {
  let seed = 12345;
  const parts = [];
  for (let i = 0; i < n; i++) {
    seed = Number((BigInt(seed) * 1103515245n + 12345n) % 2147483648n);
    const k = Math.floor(seed / 65536) % 5000;
    let w = 'w' + k;
    if (k % 7 === 0) w = w.toUpperCase();
    parts.push(w);
  }
  return parts.join(' ');
}
function count(t) {
  const d = new Map();
  for (let w of t.split(' ')) {
    w = w.toLowerCase();
    d.set(w, (d.get(w) ?? 0) + 1);
  }
  return d;
}
const text = makeText(600000);
let total = 0,
  d,
  top;
for (let r = 0; r < 4; r++) {
  d = count(text);
  top = [...d].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  total += top[0][1];
}
console.log(d.size + ' ' + top[0][0] + ' ' + top[0][1] + ' ' + total);
let out = '';
for (const [k, v] of top) out += k + ':' + v + ';';
console.log(out.length + ' ' + out.slice(0, 30));
let vw = 0;
for (const ch of text.slice(0, 600000)) if (ch === 'w' || 'W0'.includes(ch)) vw++;
console.log(String(vw));
