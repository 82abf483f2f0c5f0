class AppError extends Error {
  constructor(c) {
    super(String(c));
    this.code = c;
  }
}
class Missing extends AppError {}
class KeyError extends Error {}
class IndexError extends Error {}
class ZeroDiv extends Error {}
function leaf(i) {
  if (i % 3 === 0) throw new Missing(i);
  if (i % 3 === 1) throw new AppError(i);
  return i;
}
function mid(i) {
  let n = 0;
  try {
    n = leaf(i);
  } finally {
    n++;
  }
  return n;
}
let total = 0;
const d = new Map([['a', 1]]),
  v = [1, 2, 3];
for (let i = 0; i < 600000; i++) {
  try {
    total += mid(i);
  } catch (e) {
    if (e instanceof Missing) total += e.code % 5;
    else if (e instanceof AppError) total += 1;
    else throw e;
  }
  try {
    if (i % 4 === 0) {
      if (!d.has('zz')) throw new KeyError('zz');
    } else if (i % 4 === 1) {
      if (7 >= v.length) throw new IndexError('x');
    } else if (i % 4 === 2) {
      if (i - i === 0) throw new ZeroDiv('x');
    } else total += 2;
  } catch (e) {
    if (e instanceof KeyError) total += 1;
    else if (e instanceof IndexError || e instanceof ZeroDiv) total += 3;
    else throw e;
  }
}
console.log(String(total));
