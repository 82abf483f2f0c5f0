const fl = (x) => (Number.isInteger(x) ? x + '.0' : String(x));
class Fl {
  constructor(v) {
    this.v = v;
  }
}
function make(i) {
  return {
    id: i,
    name: 'item' + i,
    tags: ['a', 'b', String(i % 10)],
    pos: { x: i * 1.5, y: i * 2 },
    ok: i % 2 === 0,
    none: null,
  };
}
function dump(v, out, isf) {
  if (v === null) out.push('null');
  else if (v === true) out.push('true');
  else if (v === false) out.push('false');
  else if (typeof v === 'string') out.push('"' + v + '"');
  else if (Array.isArray(v)) {
    out.push('[');
    for (let i = 0; i < v.length; i++) {
      if (i > 0) out.push(',');
      dump(v[i], out, false);
    }
    out.push(']');
  } else if (typeof v === 'object') {
    out.push('{');
    let first = true;
    for (const k of Object.keys(v)) {
      if (!first) out.push(',');
      first = false;
      out.push('"' + k + '":');
      dump(v[k], out, k === 'x');
    }
    out.push('}');
  } else out.push(isf ? fl(v) : String(v));
}
let total = 0,
  text;
for (let r = 0; r < 45; r++) {
  const items = [];
  for (let i = 0; i < 3000; i++) items.push(make(i));
  const by = {};
  for (const it of items) by[it.name] = it;
  let s = 0;
  for (let i = 0; i < 3000; i++) {
    const it = by['item' + i];
    it.pos.y += 1;
    if (!('extra' in it)) it.extra = it.tags.length;
    s += it.pos.y + it.extra;
    delete it.none;
  }
  const out = [];
  dump(items, out, false);
  text = out.join('');
  total += text.length + s;
}
console.log(String(total));
console.log(text.slice(0, 120));
