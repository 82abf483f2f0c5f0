/** `try` and `with`: blocks whose exceptions somebody may take. */
import type * as ast from '#language/ast';
import type { Binding } from '../../3-resolve/scope.ts';
import type { Environment } from './environment.ts';
import { evaluate, held, siteOf } from './expressions.ts';
import type { Frame } from './frame.ts';
import { callOperator } from './operators.ts';
import { join, nothing, type Value } from './value.ts';
import type { Walker } from './walker.ts';

export function walkTry(node: ast.Try, walker: Walker): void {
  const { frame } = walker;
  const origin = frame.environment;
  const outerRaised = frame.raised;
  frame.raised = nothing;
  const { fork, log } = origin.logging();
  frame.environment = fork;
  frame.handlers += node.handlers.length;
  walker.block(node.body);
  frame.handlers -= node.handlers.length;
  const raised = frame.raised;
  frame.raised = outerRaised;
  if (fork.isReachable) walker.block(node.orelse);
  frame.environment = origin;
  const ends = [fork];
  for (const handler of node.handlers)
    ends.push(
      walker.branch(() => {
        for (const [binding, value] of log) frame.environment.set(binding, join(origin.peek(binding), value));
        if (handler.type !== null) evaluate(handler.type, walker);
        walker.bindDefinition(
          handler,
          held(carriedBy(handler, raised, walker), handler, handler.name?.name ?? '', frame),
        );
        walker.block(handler.body);
      }),
    );
  // What no handler takes goes on.
  frame.raise(raised);
  const isOpen = rejoin(ends, log, frame);
  walker.block(node.finalbody);
  if (!isOpen) origin.isReachable = false;
}

/** Goes on where ends meet; where there is none, with all that was assigned on the way. @returns whether there is one */
function rejoin(ends: readonly Environment[], log: ReadonlyMap<Binding, Value>, frame: Frame): boolean {
  const { environment } = frame;
  const isOpen = ends.some((end) => end.isReachable);
  environment.merge(ends);
  if (isOpen) return true;
  environment.isReachable = true;
  for (const [binding, value] of log) environment.set(binding, join(environment.peek(binding), value));
  return false;
}

export function walkWith(node: ast.With, walker: Walker): void {
  const { frame } = walker;
  const managers: Value[] = [];
  for (const item of node.items) {
    const manager = evaluate(item.context, walker);
    const place = frame.placeOf(item.context);
    const entered = callOperator(manager, ['__enter__', '__aenter__'], [], siteOf(item), place, frame);
    managers.push(manager);
    const isOwn = manager.objects.some((object) => object.form === 'instance');
    // A generator with @contextmanager gives what it yields.
    const given = isOwn ? entered : join(manager, frame.read(manager, '[*]'));
    if (item.target !== null) walker.assign(item.target, given);
  }
  // A manager may take the exceptions that its block raises.
  const origin = frame.environment;
  const outerRaised = frame.raised;
  frame.raised = nothing;
  const { fork, log } = origin.logging();
  frame.environment = fork;
  const takers = node.items.some((item, at) => mayTake(item, managers[at]!)) ? 1 : 0;
  frame.handlers += takers;
  walker.block(node.body);
  frame.handlers -= takers;
  frame.environment = origin;
  rejoin([fork], log, frame);
  origin.isReachable = true;
  const { raised } = frame;
  frame.raised = join(outerRaised, raised);
  for (const [at, manager] of managers.entries()) {
    const site = siteOf(node.items[at]!);
    const place = frame.placeOf(node.items[at]!.context);
    callOperator(manager, ['__exit__', '__aexit__'], [nothing, raised, nothing], site, place, frame);
  }
}

/** Managers of the library that are there to take exceptions. */
const takingManagers: ReadonlySet<string> = new Set(['suppress', 'raises', 'ExitStack', 'AsyncExitStack']);

/** Whether a manager is one that may keep an exception from going further. */
function mayTake({ context }: ast.WithItem, manager: Value): boolean {
  if (manager.objects.some((object) => object.form === 'instance')) return true;
  if (context.kind !== 'Call') return false;
  const { callee } = context;
  const name = callee.kind === 'Attribute' ? callee.name.name : callee.kind === 'Name' ? callee.name : '';
  return takingManagers.has(name);
}

/** Errors that the runtime raises in its own words, which never hold what they are about. */
const cleanErrors: ReadonlySet<string> = new Set(
  ['TaintError', 'SecretError', 'SanitizeError', 'CapabilityError'].map((name) => `builtins.${name}`),
);

/** What the exception that a handler takes may hold of all that was raised. */
function carriedBy({ type }: ast.ExceptHandler, raised: Value, { file }: Walker): Value {
  const name = type === null ? null : file.libraryName(type);
  return name !== null && cleanErrors.has(name) ? nothing : raised;
}
