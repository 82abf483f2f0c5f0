/**
 * `bun run bench/check.ts [LINES]`: how long `aegis check` of the built binary takes on a generated project of many
 * modules: cold (nothing cached), again with nothing changed, and after one edit that no other module can see.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeMachine } from './measure.ts';

const linesWanted = Number(process.argv[2] ?? 20_000);
const binary = resolve(import.meta.dir, '../dist/aegis');
const root = mkdtempSync(join(tmpdir(), 'aegis-check-'));

try {
  const lines = writeProject();
  console.log(describeMachine());
  console.log(`${lines} lines`);
  report('cold', check());
  report('unchanged', check());
  const edited = join(root, 'part7.aegis');
  writeFileSync(edited, readFileSync(edited, 'utf8').replace('"rejected"', '"refused"'));
  report('after one edit', check());
  writeFileSync(
    edited,
    readFileSync(edited, 'utf8').replace('rate: float = 0.2', 'rate: float = 0.2, fee: float = 0.0'),
  );
  report('after an edit that others see', check());
} finally {
  rmSync(root, { recursive: true, force: true });
}

function check(): number {
  const started = Bun.nanoseconds();
  const { exitCode, stdout } = Bun.spawnSync([binary, 'check', root], {
    env: { PATH: process.env.PATH ?? '', HOME: root, NO_COLOR: '1' },
  });
  if (exitCode !== 0 && exitCode !== 1)
    throw new Error(`aegis check ended with ${exitCode}: ${stdout.toString().slice(0, 2000)}`);
  return (Bun.nanoseconds() - started) / 1e6;
}

function report(what: string, milliseconds: number): void {
  console.log(`${what}: ${milliseconds.toFixed(0)} ms`);
}

/** Modules that import the ones before them, ordinary code, half of it annotated. @returns how many lines */
function writeProject(): number {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'aegis.toml'), '[package]\nname = "generated"\nversion = "0.1.0"\nentry = "main.aegis"\n');
  let lines = 0;
  const write = (name: string, text: string): void => {
    lines += text.split('\n').length - 1;
    writeFileSync(join(root, `${name}.aegis`), text);
  };
  let modules = 0;
  for (; lines < linesWanted; modules++) write(`part${modules}`, moduleText(modules));
  const imports = Array.from({ length: modules }, (_, n) => `import part${n}\nprint(part${n}.summarise([]))\n`);
  write('main', imports.join(''));
  return lines;
}

function moduleText(n: number): string {
  const before =
    n === 0
      ? ''
      : `from part${n - 1} import Order${n - 1}, summarise as summarise_before\n\nprint(summarise_before([Order${n - 1}("first", 1.5)]))\n`;
  const pieces = Array.from({ length: 5 }, (_, at) => pieceText(n, at));
  return `"""Orders of kind ${n}."""
import math
${before}
class Order${n}:
    """One order."""
    limit: int = ${n + 10}

    func __init__(self, name: str, amount: float, tags: list[str] | None = None):
        self.name = name
        self.amount = amount
        self.tags: list[str] = tags if tags is not None else []
        self.state = "open"

    func total(self, rate: float = 0.2) -> float:
        return self.amount * (1 + rate) + math.sqrt(${n + 1})

    func label(self):
        if self.state == "closed":
            return f"{self.name} ({self.amount:.2f})"
        return self.name.upper()

func summarise(orders: list[Order${n}]) -> dict[str, float]:
    let sums: dict[str, float] = {}
    for order in orders:
        sums[order.label()] = sums.get(order.name, 0.0) + order.total()
    return sums

func accepted(orders: list[Order${n}]) -> list[Order${n}]:
    return [order for order in orders if order.state != "rejected"]
${pieces.join('')}`;
}

function pieceText(n: number, at: number): string {
  return `
func process${at}(items: list[dict[str, int]], limit: int = ${at + 5}, *rest: str, key=None) -> list[int]:
    let result: list[int] = []
    let count = 0
    for index, item in enumerate(items):
        try:
            let order = Order${n}(f"order {index}", float(item["amount"]))
            if order.total(rate=0.5) > limit and order.label().startswith("A"):
                result.append(len(order.tags) + index)
            elif item.get("skip") is not None:
                count += 1
            else:
                result.append(int(order.amount))
        except (KeyError, ValueError) as error:
            print("skipped", index, error)
            continue
        while count > limit:
            count -= limit // 2
    return result[1:-1] + [len(word) for word in rest]

func pair${at}(left: tuple[int, str], right=None):
    let first, second = left
    if right is None:
        return first * ${at + 2}, second.strip()
    let names = {name: position for position, name in enumerate(second.split(","))}
    let best = max(names.values()) if names else 0
    return best + first, ", ".join(sorted(names))

func outline${at}() -> str:
    let number, text = pair${at}((${at}, "a,b"))
    return f"{number}: {text}"
`;
}
