/**
 * `bun run bench/compile.ts [LINES]`: speed of the compiler from text to JavaScript on a generated file, first in a cold
 * process and then warm. The file is ordinary code: functions, classes, loops, formatting; no line is repeated exactly.
 */
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { describeMachine } from './measure.ts';

const wanted = Number(process.argv[2] ?? 50_000);
const source = new SourceFile('generated.aegis', generate(wanted));
const lines = source.lineCount;
const options = { name: '__main__', package: null, importName: (written: string) => written, isGranted: null };

console.log(describeMachine());
for (const round of ['cold', 'second', 'third']) {
  const started = Bun.nanoseconds();
  const { emitted, diagnostics } = compile(new SourceFile(source.path, source.text), options);
  const seconds = (Bun.nanoseconds() - started) / 1e9;
  if (emitted === null) throw new Error(`the generated file does not compile: ${diagnostics[0]?.message}`);
  console.log(
    `${round}: ${lines} lines in ${(seconds * 1000).toFixed(0)} ms = ${Math.round(lines / seconds).toLocaleString('en')} lines/s, ${(emitted.js.length / 1024).toFixed(0)} KB of JavaScript`,
  );
}

function generate(count: number): string {
  const pieces: string[] = [];
  for (let n = 0, made = 0; made < count; n++) {
    const piece = `class Shape${n}:
    """The shape with number ${n}."""
    sides: int = ${n % 12}

    func __init__(self, width, height=${n}):
        self.width = width
        self.height = height
        self.parts = {"name": "shape ${n}", "tags": [1, 2.5, None]}

    func area(self, scale=1.0) -> float:
        # The area, scaled.
        if self.width < ${n} and not self.height == 0:
            return self.width * self.height * scale
        elif self.width in (1, 2, ${n}):
            raise ValueError(f"shape {self.width!r} is {self.height:>{10}} wide")
        let total = sum(x * x for x in range(self.width) if x % 2)
        return total / (self.height + 1)

func process_${n}(items, limit=10, *rest, key=None, **named):
    let result, count = [], 0
    for index, item in enumerate(items):
        try:
            let shape = Shape${n}(item["width"], height=index + ${n})
            result.append(shape.area(scale=0.5))
        except (KeyError, ValueError) as error:
            print("skipped", index, error)
            continue
        count += 1
        while count > limit:
            count -= limit // 2
    return {i: value for i, value in enumerate(result[1:-1])}, [key(v) for v in rest]

`;
    pieces.push(piece);
    made += piece.split('\n').length - 1;
  }
  return pieces.join('');
}
