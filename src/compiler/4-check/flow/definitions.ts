/** Functions and their decorators as values. */
import type * as ast from '#language/ast';
import { noArguments } from './arguments.ts';
import { type Callable, functionCallable } from './callable.ts';
import { evaluate, siteOf } from './expressions.ts';
import { join, type Value, valueOf } from './value.ts';
import type { Walker } from './walker.ts';

/** Decorators that say something of what they stand on, and leave it as it is. */
const declaring: ReadonlySet<string> = new Set(
  'capabilities requires ensures invariant intent audit risk_level sanitizer property staticmethod classmethod'
    .split(' ')
    .map((name) => `builtins.${name}`),
);

export function defineFunction(node: ast.FunctionDef, walker: Walker): Value {
  return valueOf({ callables: [functionCallable(walker.file.functionOf(node, walker))] });
}

/** What a definition is after its decorators. One that gives back nothing known leaves it as it is. */
export function decorate(decorators: readonly ast.Expression[], defined: Value, walker: Walker): Value {
  const { frame, file } = walker;
  return decorators.reduceRight((value, decorator) => {
    const callee = decorator.kind === 'Call' ? decorator.callee : decorator;
    const name = file.libraryName(callee);
    if (name !== null && declaring.has(name)) {
      if (name === 'builtins.sanitizer') evaluate(decorator, walker);
      return value;
    }
    // `@name.setter` adds to the property of the name.
    if (decorator.kind === 'Attribute' && decorator.name.name === 'setter')
      return join(value, evaluate(decorator.object, walker));
    const function_ = evaluate(decorator, walker);
    const callables = function_.callables.filter(({ kind }: Callable) => kind !== 'library');
    if (callables.length === 0) return value;
    const given = { ...noArguments, positional: [value] };
    const result = frame.callAll(valueOf({ callables }), given, `${siteOf(decorator)}@`, frame.placeOf(decorator));
    return result.callables.length > 0 || result.objects.length > 0 ? result : join(value, result);
  }, defined);
}
