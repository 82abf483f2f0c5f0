/**
 * `bun run bench/growth.ts`: how the cost of basic operations grows with the work, as Aegis and as CPython. For each
 * operation it prints the time per unit of work at growing sizes: a flat row has the complexity it should have. The same
 * program, written so that both languages read it, times itself with its own monotonic clock.
 */
import { aegis, describeMachine, findPython, requireBinary, scratchFile, timeProcess } from './measure.ts';

requireBinary();
const python = findPython();
if (python === null) throw new Error('no CPython found: name one with AEGIS_PYTHON');

const sizes = [1_000, 10_000, 100_000, 1_000_000];

interface Operation {
  readonly name: string;
  /** Statements that use `n` (the size); `data` is what `setup` made. */
  readonly setup: string;
  readonly action: string;
  /** What the time is divided by. */
  readonly unit: string;
  /** Larger sizes are left out: the work grows faster than n. */
  readonly most?: number;
}

const operations: readonly Operation[] = [
  {
    name: 'sort',
    setup: '[(i * 7919) % 1000003 for i in range(n)]',
    action: 'sorted(data)',
    unit: 'n * math.log2(n)',
  },
  {
    name: 'sort with key',
    setup: 'list(range(n))',
    action: 'sorted(data, key=lambda x: -x)',
    unit: 'n * math.log2(n)',
  },
  { name: 'dict insert', setup: '{}', action: 'for i in range(n): data[i] = i', unit: 'n' },
  { name: 'dict insert, str keys', setup: '{}', action: 'for i in range(n): data["k" + str(i)] = i', unit: 'n' },
  { name: 'string append', setup: '""', action: 'for i in range(n): data += "x"', unit: 'n' },
  { name: 'string index', setup: '"é😀a" * (n // 3)', action: 'for i in range(len(data)): data[i]', unit: 'n' },
  { name: 'list append', setup: '[]', action: 'for i in range(n): data.append(i)', unit: 'n' },
  { name: 'list pop from the end', setup: 'list(range(n))', action: 'while data: data.pop()', unit: 'n' },
  { name: 'in on a set', setup: 'set(range(n))', action: 'for i in range(n): i in data', unit: 'n' },
  { name: 'slicing', setup: 'list(range(n))', action: 'data[1:]', unit: 'n' },
  { name: 'join', setup: '["ab"] * n', action: '",".join(data)', unit: 'n' },
  {
    name: 'deque as queue',
    setup: 'collections.deque(range(n))',
    action: 'for i in range(n): data.append(data.popleft())',
    unit: 'n',
  },
  { name: 'big-int multiply', setup: '(1 << (4 * n)) - 1', action: 'data * data', unit: 'n ** 1.585' },
  { name: 'big-int to text', setup: '(1 << (3 * n)) - 1', action: 'f"{data:x}"', unit: 'n' },
];

/** One program for both languages, but for the two spellings that differ. */
function program(isPython: boolean): string {
  const [define, bind] = isPython ? ['def', ''] : ['func', 'let '];
  const lines = ['import collections, math, time', `${bind}sizes = ${JSON.stringify(sizes)}`];
  for (const [index, { setup, action, unit, most = sizes.at(-1)! }] of operations.entries()) {
    lines.push(
      `${define} operation_${index}(n):`,
      `    if n > ${most}: return -1`,
      `    ${bind}data = ${setup}`,
      `    ${bind}start = time.perf_counter_ns()`,
      `    ${action}`,
      `    return (time.perf_counter_ns() - start) / (${unit})`,
      // Twice: the first run of a size also pays for compiling the code, which is not what grows.
      `for n in sizes: print(min(operation_${index}(n), operation_${index}(n)))`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function measure(command: readonly string[]): number[][] {
  const values = timeProcess(command).output.trim().split('\n').map(Number);
  return operations.map((_, index) => values.slice(index * sizes.length, (index + 1) * sizes.length));
}

const ours = measure([aegis, 'run', scratchFile('growth.aegis', program(false))]);
const theirs = measure([python, '-I', scratchFile('growth.py', program(true))]);
const heads = sizes.map((size) => `n = ${size}`).join(' | ');
console.log(`${describeMachine()}\n\nNanoseconds per unit of work.\n`);
console.log(`| operation | unit | side | ${heads} | last ÷ first |`);
console.log(`| --- | --- | --- |${' --- |'.repeat(sizes.length + 1)}`);
for (const [index, { name, unit }] of operations.entries()) {
  for (const [side, times] of [
    ['Aegis', ours[index]!],
    ['CPython', theirs[index]!],
  ] as const) {
    const cells = times.map((time) => (time < 0 ? '' : time.toFixed(2))).join(' | ');
    const known = times.filter((time) => time >= 0);
    console.log(`| ${name} | ${unit} | ${side} | ${cells} | ${(known.at(-1)! / known[0]!).toFixed(2)} |`);
  }
}
