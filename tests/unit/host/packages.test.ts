/**
 * A module of a package never has more than its package was granted, whoever calls it and whatever it calls: callbacks,
 * closures handed out, generators resumed elsewhere, methods and class hooks, and what is served without a request each time.
 */
import { beforeAll, expect, test } from 'bun:test';
import { openLedger } from '#audit/chain';
import { memoryStore } from '#audit/stores/memory';
import { compile } from '#compiler/compile';
import { type BatchResult, runBatch } from '#host/batch';
import { makeGrants, noGrants } from '#host/grants';
import { realWorld } from '#host/world';
import { SourceFile } from '#language/source';
import { newEventId } from '#platform/crypto';
import type { EmittedModule } from '#protocol/emitted-module';

/** Given to both packages: what they do differs by what they were granted. */
const packageSource = `
import time
from aegis import environment

func home():
    return environment.get("HOME")
func call(f):
    return f()
func clock():
    return time.time() > 0
func say():
    print("said by a package")
    return True
func makes_function():
    return lambda: environment.get("HOME")
func makes_generator():
    return (environment.get("HOME") for _ in [1])
func generates():
    yield 1
    yield environment.get("HOME")
func sorts(items, key):
    return sorted(items, key=key)
class Tool:
    func __init__(self, looks=False):
        if looks:
            environment.get("HOME")
    func use(self):
        return environment.get("HOME")
    @property
    func word(self):
        return environment.get("HOME")
    @staticmethod
    func shared():
        return environment.get("HOME")
    func __eq__(self, other):
        return environment.get("HOME") is None
    func __init_subclass__(cls):
        environment.get("HOME")
try:
    environment.get("HOME")
    let at_import = "allowed"
except CapabilityError:
    let at_import = "denied"
`;

const entry = `
import time, web_tools, other_tools
from aegis import environment

func own():
    return environment.get("HOME")

func tried(name, f):
    try:
        f()
        print(name, "allowed")
    except CapabilityError as error:
        print(name, "denied by", str(error).split("refused by ")[1].split(";")[0])

func last(items):
    for item in items:
        pass

time.time()
for name, tools in [("web-tools", web_tools), ("other-tools", other_tools)]:
    print(name, "at import", tools.at_import)
    tried("function", tools.home)
    tried("callback of the project", lambda: tools.call(own))
    tried("lambda of the project", lambda: tools.call(lambda: environment.get("HOME")))
    tried("built-in with a callback", lambda: tools.sorts([1], lambda x: own()))
    tried("closure handed out", tools.makes_function())
    tried("generator expression handed out", lambda: last(tools.makes_generator()))
    tried("generator", lambda: last(tools.generates()))
    tried("method", tools.Tool().use)
    tried("constructor", lambda: tools.Tool(True))
    tried("property", lambda: tools.Tool().word)
    tried("static method", tools.Tool.shared)
    tried("operator", lambda: tools.Tool() == 1)
    tried("key of a sort", lambda: sorted([1], key=lambda x: tools.home()))
    func derives():
        class Mine(tools.Tool):
            pass
    tried("class hook", derives)
    tried("clock", tools.clock)
    tried("output", tools.say)
    tried("one package through another", lambda: tools.call(web_tools.home))
tried("the project itself", own)
`;

function compiled(name: string, text: string, of: string | null): EmittedModule {
  const options = { name, package: of, importName: (written: string) => written, isGranted: null };
  const { emitted, diagnostics } = compile(new SourceFile(`${name}.aegis`, text), options);
  if (emitted === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return emitted;
}

let lines: readonly string[] = [];

beforeAll(async () => {
  const modules = [
    compiled('web_tools', packageSource, 'web-tools'),
    compiled('other_tools', packageSource, 'other-tools'),
    compiled('__main__', entry, null),
  ];
  const packages = {
    'web-tools': { allow: [], deny: ['clock.read', 'stdio.write'] },
    'other-tools': { allow: ['env.read'], deny: [] },
  };
  const project = { allow: ['env.read'], deny: [] };
  const [result]: BatchResult[] = await runBatch([{ file: 'packages', program: { modules } }], {
    grants: makeGrants({ ...noGrants, project, packages }, '/'),
    world: realWorld('/', { HOME: '/home' }),
    audit: openLedger(newEventId(), memoryStore()),
    lineOf: () => null,
    timeout: 10_000,
    maxMemory: 2 ** 30,
    allowUnconfined: false,
    report: ({ uncaught }) => uncaught?.summary ?? '',
  });
  expect(result!.stderr).toBe('');
  lines = result!.stdout.trimEnd().split('\n');
}, 30_000);

test('a package that was granted nothing gets nothing, by no way', () => {
  const first = lines.slice(0, lines.indexOf('other-tools at import allowed'));
  expect(first[0]).toBe('web-tools at import denied');
  expect(first.slice(1).filter((line) => !line.endsWith('denied by what package web-tools was granted'))).toEqual([]);
  expect(first.length).toBe(18);
});

test('a package that was granted something gets just that', () => {
  const second = lines.slice(lines.indexOf('other-tools at import allowed') + 1, -1);
  expect(second.filter((line) => !line.endsWith(' allowed'))).toEqual([
    'said by a package',
    'one package through another denied by what package web-tools was granted',
  ]);
  expect(second.length).toBe(18);
});

test('what packages may do narrows nobody else', () => expect(lines.at(-1)).toBe('the project itself allowed'));
