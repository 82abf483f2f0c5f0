/** Places where one text could be read in two ways: soft keywords, literals beyond Python, spans and recovery. */
import { describe, expect, test } from 'bun:test';
import { parse } from '#compiler/2-parse/parse';
import { Diagnostics } from '#diagnostics/diagnostic';
import { nearestName } from '#diagnostics/suggest';
import type { Statement } from '#language/ast';
import { SourceFile } from '#language/source';

function read(text: string): { kinds: string[]; body: readonly Statement[]; codes: string[]; texts: string[] } {
  const source = new SourceFile('case.aegis', text);
  const diagnostics = new Diagnostics(source);
  const { body } = parse(source, diagnostics);
  return {
    kinds: body.map(({ kind }) => kind),
    body,
    codes: diagnostics.list.map(({ code }) => code),
    texts: body.map(({ span }) => text.slice(span.start, span.end)),
  };
}

describe('soft keywords', () => {
  test.each([
    ['match = 1', 'Assign'],
    ['match(x)', 'ExpressionStatement'],
    ['match[x]: int = 5', 'AnnAssign'],
    ['match (x):\n    case _: pass', 'Match'],
    ['match -x:\n    case 1 | -2j: pass', 'Match'],
    ['type(x)', 'ExpressionStatement'],
    ['type X = int', 'TypeDef'],
    ['type.x = 1', 'Assign'],
    ['module M:\n    pass', 'ModuleDef'],
    ['module = 1', 'Assign'],
    ['verify x, "m"', 'Verify'],
    ['verify(x)', 'Verify'],
    ['verify(x, key=1)', 'ExpressionStatement'],
    ['verify[0] = 1', 'Assign'],
    ['verify(x).y = 1', 'Assign'],
    ['verify not in x', 'ExpressionStatement'],
    ['verify = 1', 'Assign'],
    ['reason "why":\n    1', 'ExpressionStatement'],
    ['reason("x")', 'ExpressionStatement'],
    ['reason: int = 1', 'AnnAssign'],
    ['budget(5)', 'ExpressionStatement'],
    ['plan.run()', 'ExpressionStatement'],
    ['reflect(on)', 'ExpressionStatement'],
    ['step = rollback = case = 1', 'Assign'],
  ])('%s', (text, kind) => {
    const { kinds, codes } = read(text);
    expect(codes).toEqual([]);
    expect(kinds).toEqual([kind]);
  });

  test('only an ambiguous verify keeps its other reading', () => {
    const [called, plain] = read('verify(x)\nverify x\n').body;
    expect(called).toMatchObject({ kind: 'Verify', test: { kind: 'Name' }, expressionForm: { kind: 'Call' } });
    expect(plain).toMatchObject({ kind: 'Verify', test: { kind: 'Name' }, expressionForm: null });
  });
});

describe('literals', () => {
  test.each([
    ['500ms', { type: 'duration', seconds: 0.5, text: '500ms' }],
    ['7d', { type: 'duration', seconds: 604_800, text: '7d' }],
    ['0x_ff', { type: 'int', value: 255n }],
    ['1_000', { type: 'int', value: 1000n }],
    ['.5e1', { type: 'float', value: 5 }],
    ['3J', { type: 'complex', imaginary: 3 }],
    [String.raw`"\x41\101\u0041\U00000041\N{LATIN CAPITAL LETTER A}\q"`, { type: 'str', value: String.raw`AAAAA\q` }],
    [String.raw`r"\n" 'b'`, { type: 'str', value: String.raw`\nb` }],
    ['"a\\\r\nb"', { type: 'str', value: 'ab' }],
    [String.raw`b"\xff\0"`, { type: 'bytes', value: new Uint8Array([255, 0]) }],
  ])('%s', (text, value) => {
    const { body, codes } = read(text);
    expect(codes).toEqual([]);
    expect(body[0]).toMatchObject({ value: { kind: 'Constant', value } });
  });

  test('a rate is one only in a clause', () => {
    const { body } = read('tool_call t():\n    provider: "mock:t"\n    rate_limit: 10/m\n10/m\n');
    expect(body[0]).toMatchObject({ clauses: [{}, { value: { value: { type: 'rate', count: 10, per: 'm' } } }] });
    expect(body[1]).toMatchObject({ value: { kind: 'BinOp' } });
  });

  test('identifiers are normalised', () => {
    expect(read('ﬁ = 𝐱').body[0]).toMatchObject({ targets: [{ name: 'fi' }], value: { name: 'x' } });
  });
});

describe('format strings', () => {
  test('quotes of the same kind nest, with debug text, conversion and nested spec', () => {
    const { body, codes } = read('f"{x["a"] = !r:>{w}} {f"{y}"}"');
    expect(codes).toEqual([]);
    expect(body[0]).toMatchObject({
      value: {
        parts: [
          { debugText: 'x["a"] = ', conversion: 'r', spec: { parts: ['>', { value: { name: 'w' } }] } },
          ' ',
          { value: { kind: 'JoinedString' } },
        ],
      },
    });
  });
});

describe('after a mistake', () => {
  test('each mistake is reported once, and reading goes on', () => {
    const { codes, kinds } = read(
      'let = 1\nif x y:\n    let z = = 2\nelse:\n    pass\nlet fine = 1\nfunc f(:\n    return 1\nx = (1,\nlet last = 2\n',
    );
    expect(codes).toEqual([
      'syntax/missing-expression',
      'syntax/unexpected',
      'syntax/missing-expression',
      'syntax/unclosed-bracket',
      'syntax/unclosed-bracket',
    ]);
    expect(kinds.at(-1)).toBe('Let');
  });

  test('a node ends where its text ends', () => {
    expect(read('func f():\n    return 1\n\n# note\n(a + b).c\n').texts).toEqual([
      'func f():\n    return 1',
      '(a + b).c',
    ]);
  });
});

test('the nearest name', () => {
  expect(nearestName('timout', ['timeout', 'retry'])).toBe('timeout');
  expect(nearestName('rtery', ['timeout', 'retry'])).toBe('retry');
  expect(nearestName('colour', ['timeout', 'retry'])).toBeNull();
});
