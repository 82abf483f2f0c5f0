/** What the test runner of `aegis.testing` needs to know of the file under test. Only files of the library can import it. */
import { shown } from '../contracts/broken.ts';
import { importModule } from '../modules.ts';
import { attributeOrUndefined } from '../operators/attribute.ts';
import { toArray } from '../operators/iteration.ts';
import { flushOutput } from '../output.ts';
import { isLabelled } from '../taint.ts';
import { explanationOf, type Operand } from '../testing/assertions.ts';
import { suite } from '../testing/suite.ts';
import { isClass } from '../values/classes.ts';
import { type ExceptionObject, isException } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject, memberNames } from '../values/module-object.ts';
import { textFromString } from '../values/text.ts';
import { Float, type FunctionValue, Tuple, type Value } from '../values/value.ts';

/** (name, value) of what the test module binds, in order; names that are not bound yet are left out. */
function members(): Value[] {
  const module = importModule(suite().module);
  const found: Value[] = [];
  for (const name of memberNames(module)) {
    const value = attributeOrUndefined(module, name);
    if (value !== undefined && !name.startsWith('__')) found.push(new Tuple([name, value]));
  }
  return found;
}

/** (name, function) of the methods that a class itself defines. */
function methods(cls: Value): Value[] {
  if (!isClass(cls)) return [];
  return [...cls.classInfo.namespace].map(([name, value]) => new Tuple([name, value]));
}

/** Names of the parameters that a caller has to give. */
function parameters(x: Value): Value[] {
  const signature = typeof x === 'function' ? (x as FunctionValue).signature : undefined;
  return signature === undefined
    ? []
    : [...signature.positional.slice(0, signature.required), ...signature.keywordRequired];
}

/** `function`, `generator`, `coroutine` …; None for what is no function of the program. */
function kindOf(x: Value): Value {
  return typeof x === 'function' && !isClass(x) ? ((x as FunctionValue).signature?.kind ?? null) : null;
}

/** (operator, left text, left, right text, right) or None, and (name, value) of variables; None for any other exception. */
function explanation(problem: Value): Value {
  const found = explanationOf(problem);
  if (found === null) return null;
  const { comparison, names } = found;
  const pair = ({ text, value }: Operand) => new Tuple([textFromString(text), value]);
  const compared =
    comparison === null ? null : new Tuple([comparison.operator, pair(comparison.left), pair(comparison.right)]);
  return new Tuple([compared, names.map(pair)]);
}

function report(name: Value, outcome: Value, seconds: Value, details: Value, problem: Value): Value {
  flushOutput();
  suite().report({
    name: String(name),
    outcome: String(outcome),
    seconds: seconds instanceof Float ? seconds.value : Number(seconds),
    details: toArray(details).map(String),
    problem: isException(problem) ? (problem as ExceptionObject) : null,
  });
  return null;
}

export default makeModuleObject('_testing', {
  members: native('members', '()', members),
  methods: native('methods', '(cls, /)', methods),
  parameters: native('parameters', '(function, /)', parameters),
  kind_of: native('kind_of', '(function, /)', kindOf),
  explanation: native('explanation', '(problem, /)', explanation),
  shown: native('shown', '(value, /)', (value: Value) => textFromString(shown(value))),
  is_labelled: native('is_labelled', '(value, /)', (value: Value) => isLabelled(value)),
  is_wanted: native('is_wanted', '(name, /)', (name: Value) => {
    const { wanted } = suite();
    return wanted.length === 0 || wanted.some((each) => String(name).includes(each));
  }),
  fails_fast: native('fails_fast', '()', () => suite().failFast),
  folder: native('folder', '()', () => textFromString(suite().folder)),
  elapsed: native('elapsed', '()', () => new Float(suite().elapsed())),
  output: native('output', '()', () => {
    flushOutput();
    return textFromString(suite().output());
  }),
  report: native('report', '(name, outcome, seconds, details, problem, /)', report),
});
