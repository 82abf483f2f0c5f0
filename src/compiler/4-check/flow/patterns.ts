/** Patterns of `match`: which part of the subject each name gets. */
import type * as ast from '#language/ast';
import { evaluate, fieldOfIndex, held, siteOf } from './expressions.ts';
import { container } from './library.ts';
import { join, nothing, objectValue, type Value, valueOf } from './value.ts';
import type { Walker } from './walker.ts';

export function bindPattern(pattern: ast.Pattern, subject: Value, walker: Walker): void {
  const { frame } = walker;
  const part = (field: string): Value =>
    join(frame.read(subject, field), valueOf({ traces: subject.traces.filter((trace) => trace.isSource) }));
  switch (pattern.kind) {
    case 'ValuePattern':
      evaluate(pattern.value, walker);
      return;
    case 'CapturePattern':
      return capture(pattern, pattern.name.name, subject, walker);
    case 'WildcardPattern':
      return;
    case 'SequencePattern': {
      const star = pattern.elements.findIndex((element) => element.kind === 'StarPattern');
      for (const [at, element] of pattern.elements.entries()) {
        if (element.kind === 'StarPattern') {
          if (element.name !== null)
            capture(element, element.name.name, container(part('[*]'), siteOf(element), 'list', frame), walker);
        } else bindPattern(element, part(star >= 0 && at > star ? '[*]' : `[${at}]`), walker);
      }
      return;
    }
    case 'StarPattern':
      return;
    case 'MappingPattern':
      for (const { key, pattern: inner } of pattern.entries) bindPattern(inner, part(fieldOfIndex(key)), walker);
      if (pattern.rest !== null)
        capture(pattern, pattern.rest.name, container(part('[*]'), siteOf(pattern), 'dict', frame), walker);
      return;
    case 'ClassPattern':
      evaluate(pattern.className, walker);
      for (const [at, inner] of pattern.arguments.entries())
        bindPattern(inner, join(positional(subject, at, walker), onlyBuiltin(pattern, subject, walker)), walker);
      for (const { name, pattern: inner } of pattern.keywords) bindPattern(inner, part(`.${name.name}`), walker);
      return;
    case 'OrPattern':
      for (const each of pattern.alternatives) bindPattern(each, subject, walker);
      return;
    case 'AsPattern':
      bindPattern(pattern.pattern, subject, walker);
      return capture(pattern, pattern.name.name, subject, walker);
  }
}

function capture(node: ast.Node, name: string, value: Value, walker: Walker): void {
  const binding = walker.file.resolved.declarations.get(node.id);
  if (binding !== undefined) walker.set(binding, held(value, node, name, walker.frame));
}

/** The field that a class matches at a position. */
function positional(subject: Value, at: number, { frame }: Walker): Value {
  let value = frame.read({ ...subject, objects: [] }, `.${at}`);
  for (const object of subject.objects) {
    const name = object.fieldNames?.[at];
    value = join(value, frame.read(objectValue(object), name === undefined ? '.*' : `.${name}`));
    if (name === undefined) value = join(value, frame.insideOf(objectValue(object)));
  }
  return value;
}

/** `str(x)` takes the value itself. */
function onlyBuiltin(pattern: ast.ClassPattern, subject: Value, { file }: Walker): Value {
  return file.libraryName(pattern.className)?.startsWith('builtins.') === true ? subject : nothing;
}
