/**
 * Generated syntax trees: only shapes that the parser itself can produce, since `print` promises nothing for others. Ids
 * and spans are zero, because comparison ignores them.
 */
import fc from 'fast-check';
import type {
  BinaryOperator,
  ComparisonOperator,
  ConstantValue,
  Expression,
  FormattedValue,
  JoinedString,
  Module,
  Parameters,
  Pattern,
  Statement,
} from '#language/ast';

const at = { id: 0, span: { start: 0, end: 0 } } as const;
const nameText = fc.constantFrom(
  'a',
  'b',
  'total',
  '_x',
  'match',
  'type',
  'plan',
  'verify',
  'reason',
  'step',
  'größe',
  'ℵ'.normalize('NFKC'),
);
const identifier = nameText.map((name) => ({ name, span: at.span }));
const small = { maxLength: 3 } as const;

const constantValue: fc.Arbitrary<ConstantValue> = fc.oneof(
  fc.constantFrom<ConstantValue>(
    { type: 'none' },
    { type: 'bool', value: true },
    { type: 'bool', value: false },
    { type: 'ellipsis' },
  ),
  fc.bigInt({ min: 0n, max: 1n << 80n }).map((value) => ({ type: 'int', value }) as const),
  fc.double({ min: 0, noNaN: true }).map((value) => ({ type: 'float', value: Math.abs(value) }) as const),
  fc
    .double({ min: 0, noNaN: true, noDefaultInfinity: true })
    .map((imaginary) => ({ type: 'complex', imaginary: Math.abs(imaginary) }) as const),
  fc.string({ unit: 'binary', maxLength: 6 }).map((value) => ({ type: 'str', value }) as const),
  fc.constantFrom('\ud800', '{x}', '"', "'''", '\\N{', 'a\nb\r\t\0').map((value) => ({ type: 'str', value }) as const),
  fc.uint8Array({ maxLength: 5 }).map((value) => ({ type: 'bytes', value }) as const),
  fc.nat(999).map((count) => ({ type: 'duration', seconds: count * 60, text: `${count}m` }) as const),
);

const name = nameText.map((text): Expression => ({ kind: 'Name', ...at, name: text }));
const constant = constantValue.map((value): Expression => ({ kind: 'Constant', ...at, value }));
const binaryOperator = fc.constantFrom<BinaryOperator>(
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '**',
  '@',
  '&',
  '|',
  '^',
  '<<',
  '>>',
);
const comparisonOperator = fc.constantFrom<ComparisonOperator>(
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'is',
  'is not',
  'in',
  'not in',
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const e = tie('expression');
  const maybe = fc.option(e, { nil: null, freq: 2 });
  const starred = e.map((value): Expression => ({ kind: 'Starred', ...at, value }));
  const element = fc.oneof({ arbitrary: e, weight: 4 }, { arbitrary: starred, weight: 1 });
  const node = (value: unknown): Expression => value as Expression;
  const target = fc.oneof(
    name,
    fc.tuple(name, identifier).map(([object, field]) => node({ kind: 'Attribute', ...at, object, name: field })),
  );
  const comprehensionFor = fc
    .record({ isAsync: fc.boolean(), target, iterable: e, conditions: fc.array(e, { maxLength: 2 }) })
    .map((parts) => ({ kind: 'ComprehensionFor', ...at, ...parts }));
  const clauses = fc.array(comprehensionFor, { minLength: 1, maxLength: 2 });
  const slice = fc
    .record({ lower: maybe, upper: maybe, step: maybe })
    .map((parts) => node({ kind: 'Slice', ...at, ...parts }));
  const keyword = fc
    .record({ name: fc.option(identifier, { nil: null }), value: e })
    .map((parts) => ({ kind: 'KeywordArgument', ...at, ...parts }));
  const index = fc.oneof(
    e,
    slice,
    fc
      .array(fc.oneof(e, slice, starred), { minLength: 1, maxLength: 3 })
      .map((elements) => node({ kind: 'TupleExpression', ...at, elements, parenthesised: false })),
  );
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name,
      constant,
      fc
        .record({ operator: fc.constantFrom('-', '+', '~', 'not'), operand: e })
        .map((parts) => node({ kind: 'UnaryOp', ...at, ...parts })),
      fc
        .record({ left: e, operator: binaryOperator, right: e })
        .map((parts) => node({ kind: 'BinOp', ...at, ...parts })),
      fc
        .record({ operator: fc.constantFrom('and', 'or'), values: fc.array(e, { minLength: 2, maxLength: 3 }) })
        .map((parts) => node({ kind: 'BoolOp', ...at, ...parts })),
      fc
        .record({ left: e, rest: fc.array(fc.tuple(comparisonOperator, e), { minLength: 1, maxLength: 2 }) })
        .map(({ left, rest }) =>
          node({
            kind: 'Compare',
            ...at,
            left,
            operators: rest.map(([operator]) => operator),
            comparators: rest.map(([, value]) => value),
          }),
        ),
      fc
        .record({ callee: e, arguments: fc.array(element, small), keywords: fc.array(keyword, small) })
        .map((parts) => node({ kind: 'Call', ...at, ...parts })),
      fc.record({ object: e, name: identifier }).map((parts) => node({ kind: 'Attribute', ...at, ...parts })),
      fc.record({ object: e, index }).map((parts) => node({ kind: 'Subscript', ...at, ...parts })),
      fc
        .array(element, small)
        .map((elements) => node({ kind: 'TupleExpression', ...at, elements, parenthesised: true })),
      fc.array(element, small).map((elements) => node({ kind: 'ListExpression', ...at, elements })),
      fc
        .array(element, { minLength: 1, maxLength: 3 })
        .map((elements) => node({ kind: 'SetExpression', ...at, elements })),
      fc
        .array(fc.record({ key: maybe, value: e }), small)
        .map((entries) => node({ kind: 'DictExpression', ...at, entries })),
      fc
        .record({ form: fc.constantFrom('list', 'set', 'generator'), element: e, clauses })
        .map((parts) => node({ kind: 'Comprehension', ...at, value: null, ...parts })),
      fc
        .record({ element: e, value: e, clauses })
        .map((parts) => node({ kind: 'Comprehension', ...at, form: 'dict', ...parts })),
      fc
        .record({ parameters: parametersOf(e, fc.constant(null)), body: e })
        .map((parts) => node({ kind: 'Lambda', ...at, ...parts })),
      fc.record({ test: e, body: e, orelse: e }).map((parts) => node({ kind: 'Conditional', ...at, ...parts })),
      fc.record({ target: name, value: e }).map((parts) => node({ kind: 'NamedExpression', ...at, ...parts })),
      e.map((value) => node({ kind: 'Await', ...at, value })),
      maybe.map((value) => node({ kind: 'Yield', ...at, value })),
      e.map((value) => node({ kind: 'YieldFrom', ...at, value })),
      joinedString(e),
    ),
  };
});

/** A format string: no two texts side by side, no empty text. */
function joinedString(e: fc.Arbitrary<Expression>): fc.Arbitrary<JoinedString> {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
    fc.constantFrom('{', '}}', '\\', '"', '\n', '\\{'),
  );
  const spec = fc
    .option(
      fc.oneof(
        fc.constant<(string | FormattedValue)[]>([]),
        text.map((value) => [value]),
      ),
      { nil: null },
    )
    .map((parts): JoinedString | null => (parts === null ? null : { kind: 'JoinedString', ...at, parts }));
  const field = fc
    .record({ value: e, conversion: fc.constantFrom('s', 'r', 'a', null), spec })
    .map((parts): FormattedValue => ({ kind: 'FormattedValue', ...at, debugText: null, ...parts }));
  const pairs = fc.array(fc.tuple(fc.option(text, { nil: null }), field), { maxLength: 2 });
  return fc.tuple(pairs, fc.option(text, { nil: null })).map(([list, last]) => {
    const parts = list.flatMap(([before, value]) => (before === null ? [value] : [before, value]));
    return { kind: 'JoinedString', ...at, parts: last === null ? parts : [...parts, last] };
  });
}

/** Parameter lists that keep Python's order: defaults last, names distinct. */
function parametersOf(
  e: fc.Arbitrary<Expression>,
  annotation: fc.Arbitrary<Expression | null>,
): fc.Arbitrary<Parameters> {
  const parameter = (text: string, value: fc.Arbitrary<Expression | null>) =>
    annotation.chain((type) =>
      value.map(
        (defaultValue) =>
          ({
            kind: 'Parameter',
            ...at,
            name: { name: text, span: at.span },
            annotation: type,
            into: null,
            defaultValue,
          }) as const,
      ),
    );
  const none = fc.constant(null);
  const some = (text: string, value: fc.Arbitrary<Expression | null> = none) =>
    fc.option(parameter(text, value), { nil: null });
  return fc
    .tuple(some('p'), some('q'), some('d', e), some('rest'), some('k', fc.option(e, { nil: null })), some('named'))
    .map(([p, q, d, rest, k, named]) => ({
      positionalOnly: p === null ? [] : [p],
      positional: [q, d].filter((item) => item !== null),
      rest,
      keywordOnly: k === null ? [] : [k],
      keywords: named,
    }));
}

const { pattern } = fc.letrec<{ pattern: Pattern }>((tie) => {
  const p = tie('pattern');
  const make = (value: unknown): Pattern => value as Pattern;
  const key = fc
    .constantFrom<ConstantValue>({ type: 'str', value: 'k' }, { type: 'int', value: 1n }, { type: 'none' })
    .map((value) => ({ kind: 'Constant', ...at, value }));
  const dotted = identifier.map((attribute) => ({
    kind: 'Attribute',
    ...at,
    object: { kind: 'Name', ...at, name: 'a' },
    name: attribute,
  }));
  return {
    pattern: fc.oneof(
      { depthSize: 'small' },
      identifier.map((captured) => make({ kind: 'CapturePattern', ...at, name: captured })),
      fc.constant(make({ kind: 'WildcardPattern', ...at })),
      fc.oneof(key, dotted).map((value) => make({ kind: 'ValuePattern', ...at, value })),
      fc
        .record({ elements: fc.array(p, small), brackets: fc.constantFrom('square', 'round') })
        .map((parts) => make({ kind: 'SequencePattern', ...at, ...parts })),
      fc
        .record({
          entries: fc.array(fc.record({ key, pattern: p }), small),
          rest: fc.option(identifier, { nil: null }),
        })
        .map((parts) => make({ kind: 'MappingPattern', ...at, ...parts })),
      fc
        .record({
          arguments: fc.array(p, small),
          keywords: fc.array(
            fc.record({ name: identifier, pattern: p }).map((parts) => ({ kind: 'KeywordPattern', ...at, ...parts })),
            small,
          ),
        })
        .map((parts) =>
          make({ kind: 'ClassPattern', ...at, className: { kind: 'Name', ...at, name: 'Point' }, ...parts }),
        ),
      fc
        .array(p, { minLength: 2, maxLength: 3 })
        .map((alternatives) => make({ kind: 'OrPattern', ...at, alternatives })),
      fc.record({ pattern: p, name: identifier }).map((parts) => make({ kind: 'AsPattern', ...at, ...parts })),
    ),
  };
});

const { body } = fc.letrec<{ statement: Statement; body: Statement[] }>((tie) => {
  const block = tie('body');
  const orelse = fc.oneof(fc.constant<Statement[]>([]), block);
  const make = (value: unknown): Statement => value as Statement;
  const maybe = fc.option(expression, { nil: null });
  const targets = fc.array(name, { minLength: 1, maxLength: 2 });
  const reason = fc
    .record({ why: constantText(), body: block })
    .map((parts): Expression => ({ kind: 'Reason', ...at, ...parts }));
  const value = fc.oneof({ arbitrary: expression, weight: 5 }, { arbitrary: reason, weight: 1 });
  const handler = fc
    .record({ type: expression, name: fc.option(identifier, { nil: null }), body: block })
    .map((parts) => ({ kind: 'ExceptHandler', ...at, ...parts }));
  return {
    statement: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('Pass', 'Break', 'Continue').map((kind) => make({ kind, ...at })),
      fc.record({ targets, value }).map((parts) => make({ kind: 'Let', ...at, annotation: null, ...parts })),
      fc
        .record({ target: name, annotation: expression, value: maybe })
        .map((parts) => make({ kind: 'AnnAssign', ...at, simple: true, ...parts })),
      fc
        .record({ target: name, annotation: maybe, value: expression })
        .map((parts) => make({ kind: 'Const', ...at, ...parts })),
      fc.record({ targets, value }).map((parts) => make({ kind: 'Assign', ...at, ...parts })),
      fc
        .record({ target: name, operator: binaryOperator, value: expression })
        .map((parts) => make({ kind: 'AugAssign', ...at, ...parts })),
      maybe.map((result) => make({ kind: 'Return', ...at, value: result })),
      fc.record({ test: expression, message: maybe }).map((parts) => make({ kind: 'Assert', ...at, ...parts })),
      fc.record({ test: expression, body: block, orelse }).map((parts) => make({ kind: 'If', ...at, ...parts })),
      fc.record({ test: expression, body: block, orelse }).map((parts) => make({ kind: 'While', ...at, ...parts })),
      fc
        .record({ isAsync: fc.boolean(), target: name, iterable: expression, body: block, orelse })
        .map((parts) => make({ kind: 'For', ...at, ...parts })),
      fc
        .record({
          body: block,
          handlers: fc.array(handler, { minLength: 1, maxLength: 2 }),
          isStar: fc.boolean(),
          orelse,
          finalbody: orelse,
        })
        .map((parts) => make({ kind: 'Try', ...at, ...parts })),
      fc
        .record({
          subject: expression,
          cases: fc.array(
            fc.record({ pattern, guard: maybe, body: block }).map((parts) => ({ kind: 'MatchCase', ...at, ...parts })),
            { minLength: 1, maxLength: 2 },
          ),
        })
        .map((parts) => make({ kind: 'Match', ...at, ...parts })),
      fc
        .record({
          isAsync: fc.boolean(),
          name: identifier,
          parameters: parametersOf(expression, maybe),
          returns: maybe,
          body: block,
        })
        .map((parts) =>
          make({ kind: 'FunctionDef', ...at, decorators: [], typeParameters: [], requires: null, ...parts }),
        ),
      fc
        .record({ name: identifier, bases: fc.array(name, small), body: block })
        .map((parts) => make({ kind: 'ClassDef', ...at, decorators: [], typeParameters: [], keywords: [], ...parts })),
      fc
        .record({ name: identifier, body: block })
        .map((parts) => make({ kind: 'ModuleDef', ...at, decorators: [], ...parts })),
    ),
    body: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }),
  };
});

function constantText(): fc.Arbitrary<Expression> {
  return fc
    .string({ maxLength: 5 })
    .map((value): Expression => ({ kind: 'Constant', ...at, value: { type: 'str', value } }));
}

export const generatedModule: fc.Arbitrary<Module> = body.map((statements) => ({
  kind: 'Module',
  ...at,
  body: statements,
  comments: [],
  nodeCount: 0,
}));
