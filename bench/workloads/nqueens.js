function solve(n, row, cols, out) {
  if (row === n) {
    out.push(cols.slice());
    return;
  }
  for (let c = 0; c < n; c++) {
    let ok = true;
    for (let r = 0; r < row; r++) {
      const k = cols[r];
      if (k === c || k - c === r - row || c - k === r - row) {
        ok = false;
        break;
      }
    }
    if (ok) {
      cols.push(c);
      solve(n, row + 1, cols, out);
      cols.pop();
    }
  }
}
const out = [];
solve(8, 0, [], out);
console.log(out.length + ' [' + out[0].join(', ') + ']');
let total = 0;
for (let k = 0; k < 140; k++) {
  const s = [];
  solve(8, 0, [], s);
  for (const q of s) total += q.map((c, i) => i * c).reduce((a, b) => a + b, 0);
}
console.log(String(total));
