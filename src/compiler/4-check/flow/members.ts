/** Members that are found through a class: of values whose type alone is known, and of `super()`. */
import type * as ast from '#language/ast';
import { noArguments } from './arguments.ts';
import { functionCallable } from './callable.ts';
import { parameterValue, siteOf } from './expressions.ts';
import { join, joinAll, nothing, objectValue, type Value, valueOf, withCallables } from './value.ts';
import type { Walker } from './walker.ts';

/** The member that the class of a value has, where only its type is known: in subclasses, too. */
export function typedMember(node: ast.Attribute, object: Value, walker: Walker): Value {
  if (object.objects.length > 0) return nothing;
  const members = walker.file.classesOf(node).map((each) => walker.frame.read(objectValue(each), `.${node.name.name}`));
  return boundTo(object, joinAll(members), node, walker);
}

/** `super().name`: what the bases of the class have that the function stands in, bound to its first parameter. */
export function superMember(node: ast.Attribute, walker: Walker): Value | null {
  const { file, frame } = walker;
  if (node.object.kind !== 'Call' || file.libraryName(node.object.callee) !== 'builtins.super') return null;
  const bases = valueOf({ objects: file.basesAround(frame.flow) });
  return boundTo(parameterValue(walker, 0), frame.read(bases, `.${node.name.name}`), node, walker);
}

function boundTo(self: Value, members: Value, node: ast.Attribute, { frame }: Walker): Value {
  let result = withCallables(members, nothing.callables);
  for (const callable of members.callables) {
    const isOwn = callable.kind === 'function' && callable.self === null;
    const binding = isOwn ? callable.flow.facts.binding : 'static';
    if (!isOwn || binding === 'static') result = join(result, valueOf({ callables: [callable] }));
    else {
      const method = functionCallable(callable.flow, self, callable.closedOver);
      const got =
        binding === 'property'
          ? frame.call(method, noArguments, siteOf(node), frame.placeOf(node))
          : valueOf({ callables: [method] });
      result = join(result, got);
    }
  }
  return result;
}
