/** What is said about types that do not fit, where it is said from more than one place or needs more than a sentence. */
import { nearestName } from '#diagnostics/suggest';
import type * as ast from '#language/ast';
import { assignable } from './assignable.ts';
import { builtinClass } from './builtins.ts';
import type { Expressions } from './expressions.ts';
import { awaitHelp, isCoroutine, noneHelp, protocolHelp } from './help.ts';
import type { Reporter } from './reporter.ts';
import { showFound, showType } from './show.ts';
import { any, membersOf, type Type } from './type.ts';

/** Reports a value that does not fit where it goes. @returns whether it fits */
export function expectType(reporter: Reporter, node: ast.Node, type: Type, wanted: Type, what: string): boolean {
  if (assignable(type, wanted) && !losesLabel(type, wanted)) return true;
  reporter.report('type/mismatch', node.span, `${what} takes ${showType(wanted)}, found ${showFound(type, wanted)}`, {
    help: awaitHelp(type, wanted) ?? noneHelp(type, wanted) ?? protocolHelp(type, wanted) ?? labelHelp(type, wanted),
  });
  return false;
}

/** A labelled value where a plain one is promised: whoever reads the annotation would take it for one. */
function losesLabel(type: Type, wanted: Type): boolean {
  if (type.kind !== 'labelled') return false;
  return membersOf(wanted).every(
    (member) =>
      member.kind === 'none' ||
      member.kind === 'literal' ||
      member.kind === 'tuple' ||
      (member.kind === 'instance' && !member.class.facts.isProtocol && member.class !== builtinClass('object')),
  );
}

function labelHelp(type: Type, wanted: Type): string | null {
  if (!losesLabel(type, wanted)) return null;
  return `sanitise the value, or write ${showType(type)} here`;
}

/** Reports a result that the function's written type does not take. */
export function checkReturn(reporter: Reporter, node: ast.Return, type: Type, wanted: Type): void {
  if (assignable(type, wanted) && !losesLabel(type, wanted)) return;
  const message =
    wanted.kind === 'never'
      ? 'a function that says Never must not return'
      : `the function must give ${showType(wanted)}, found ${showFound(type, wanted)}`;
  reporter.report('type/return', (node.value ?? node).span, message, {
    help: awaitHelp(type, wanted) ?? noneHelp(type, wanted) ?? protocolHelp(type, wanted) ?? labelHelp(type, wanted),
  });
}

/** Reports a `raise` of what is no exception. */
export function checkRaised(node: ast.Expression, type: Type, reporter: Reporter): void {
  if (membersOf(type).some(mayBeException)) return;
  reporter.report('type/not-raisable', node.span, `a value of type ${showFound(type, any)} cannot be raised`, {
    help:
      type.kind === 'literal' && type.class.name === 'str'
        ? `write \`raise ValueError(${type.text})\` or the like`
        : null,
  });
}

function mayBeException(type: Type): boolean {
  if (type.kind === 'none' || type.kind === 'tuple' || type.kind === 'literal') return false;
  if (type.kind !== 'instance' && type.kind !== 'class') return true;
  return type.class.isOpen || type.class.isSubclassOf(builtinClass('BaseException'));
}

/** An expression whose value nobody takes: a coroutine would never run, and `Never` ends what comes after. */
export function checkDiscarded(node: ast.ExpressionStatement, type: Type, infer: Expressions): void {
  if (type.kind === 'never') infer.environment.isReachable = false;
  if (node.value.kind !== 'Call' || !isCoroutine(type)) return;
  const { span } = node.value;
  infer.reporter.report(
    'type/missing-await',
    span,
    'this calls an async function and does not await it, so that it never runs',
    {
      help: `write \`await ${'callee' in node.value && node.value.callee.kind === 'Name' ? node.value.callee.name : '…'}(…)\``,
      fix: { title: 'Add await', edits: [{ span: { start: span.start, end: span.start }, replacement: 'await ' }] },
    },
  );
}

/** Reports an attribute that does not exist, unless something in the file may give it. */
export function reportAttribute(node: ast.Attribute, object: Type, infer: Expressions): void {
  const { name } = node.name;
  // Looking for a near name costs more than all the rest, and trials meet many.
  if (infer.reporter.isSilent || infer.file.isOpenAttribute(name)) return;
  if (infer.file.mayBeExtended(node.object, object)) return;
  const isNone = object.kind === 'union' && object.members.some((member) => member.kind === 'none');
  const near = nearestName(name, attributeNames(object));
  const shown =
    object.kind === 'module'
      ? `module '${object.name}'`
      : object.kind === 'none'
        ? 'None'
        : `a value of type ${showFound(object, any)}`;
  infer.reporter.report('type/unknown-attribute', node.name.span, `${shown} has no attribute '${name}'`, {
    help: isNone
      ? 'it may be None here; test it with `is not None` first'
      : isCoroutine(object)
        ? 'an async function gives its result to `await`'
        : near === null
          ? null
          : `did you mean '${near}'?`,
    fix:
      near === null || isNone
        ? null
        : { title: `Change to '${near}'`, edits: [{ span: node.name.span, replacement: near }] },
  });
}

/** Reports names that an imported module does not have. */
export function checkImport(node: ast.ImportFrom, infer: Expressions): void {
  const { moduleNamed, importName } = infer.file.declarations.world;
  const name = importName('.'.repeat(node.level) + node.module);
  const container = moduleNamed(name);
  if (container === null) return;
  for (const alias of node.names) {
    if (alias.name === '*' || container.member(alias.name) !== null) continue;
    infer.reporter.report('type/unknown-attribute', alias.nameSpan, `module '${name}' has no name '${alias.name}'`);
  }
}

/** Reports the rest of a block, from the first statement that nothing leads to. */
export function reportUnreachable(reporter: Reporter, body: readonly ast.Statement[], statement: ast.Statement): void {
  const isYield =
    statement.kind === 'ExpressionStatement' &&
    (statement.value.kind === 'Yield' || statement.value.kind === 'YieldFrom');
  if (isYield || statement.kind === 'Pass') return;
  reporter.report(
    'code/unreachable',
    { start: statement.span.start, end: body.at(-1)!.span.end },
    'this code can never run',
    { severity: 'warning', help: 'what stands before it always leaves the block; remove it' },
  );
}

function attributeNames(type: Type): string[] {
  const of = type.kind === 'instance' || type.kind === 'literal' || type.kind === 'class' ? type.class : null;
  return of === null
    ? []
    : of.linearised.flatMap((base) => [...base.class.facts.members.keys()]).filter((name) => !name.startsWith('_'));
}
