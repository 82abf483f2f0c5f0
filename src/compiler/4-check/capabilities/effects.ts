/**
 * What a piece of source uses of the world by itself: calls of functions that need a capability, and constructs that reach
 * out. Scopes that are constants are named; of others nothing is known, so the whole capability is meant.
 */
import type * as ast from '#language/ast';
import {
  type Capability,
  formatCapability,
  isCapability,
  parseCapability,
  withoutCovered,
} from '#language/capabilities';
import { effectSignatures } from '#language/signatures/effects';
import { requiredCapabilities } from '../../3-resolve/capabilities.ts';
import type { QualifiedNames } from '../qualified-names.ts';

/** The capabilities that a call of a built-in or library function needs; mostly none. */
export function effectsOfCall(node: ast.Call, names: QualifiedNames): readonly Capability[] {
  const name = names.of(node.callee);
  if (name === null) return noEffects;
  if (name === 'builtins.sanitizer') return [{ name: 'taint.sanitizer', scope: keywordText(node, 'context') }];
  if (name === 'builtins.open') return effectsOfOpen(node);
  const library = libraryEffects(node, name);
  if (library !== null) return library;
  if (!Object.hasOwn(effectSignatures, name)) return noEffects;
  const { capability, scope } = effectSignatures[name]!;
  return [{ name: capability, scope: scope === null ? null : scopeOf(node.arguments[scope]) }];
}

const noEffects: readonly Capability[] = [];

/** Whether `open` reads or writes is said by its mode; when that is found out only later, it may do both anywhere. */
function effectsOfOpen(node: ast.Call): readonly Capability[] {
  const named = (name: string) => node.keywords.find((keyword) => keyword.name?.name === name)?.value;
  const mode = node.arguments[1] ?? named('mode');
  const text = mode === undefined ? 'r' : textOf(mode);
  const scope = text === null ? null : scopeOf(node.arguments[0] ?? named('file'));
  const read = { name: 'filesystem.read', scope };
  const write = { name: 'filesystem.write', scope };
  if (text === null || text.includes('+')) return [read, write];
  return /[wax]/.test(text) ? [write] : [read];
}

/** Functions whose scope is written inside an argument; null for all others. */
function libraryEffects(node: ast.Call, name: string): readonly Capability[] | null {
  const [, module, member] = /^aegis\.(http|process)\.(\w+)$/.exec(name) ?? [];
  if (module === 'process') return member === 'run' || member === 'start' ? [effectOfCommand(node)] : null;
  const at = member === undefined ? undefined : urlPositions[member];
  return at === undefined ? null : effectsOfUrl(argument(node, at, 'url'));
}

/** Which argument of the functions of `aegis.http` is the URL. */
const urlPositions: Readonly<Record<string, number>> = {
  ...{ request: 1, start: 1 },
  ...{ get: 0, head: 0, post: 0, put: 0, patch: 0, delete: 0 },
};

/** Protocol and host are known as far as the text that the URL begins with tells them. */
function effectsOfUrl(node: ast.Expression | undefined): readonly Capability[] {
  const [text, isWhole] = beginningOf(node);
  const scheme = /^(https?):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return ['network.https', 'network.http'].map((name) => ({ name, scope: null }));
  const [, host, end] = /^https?:\/\/([^/?#@"\s]+)([/?#]?)/i.exec(text) ?? [];
  const isKnown = host !== undefined && (isWhole || end !== '');
  const ownPort = scheme === 'https' ? /:443$/ : /:80$/;
  return [{ name: `network.${scheme}`, scope: isKnown ? host.toLowerCase().replace(ownPort, '') : null }];
}

/** The text that a value begins with, and whether that is all of it. */
function beginningOf(node: ast.Expression | undefined): readonly [text: string, isWhole: boolean] {
  if (node?.kind === 'BinOp' && node.operator === '+') return [beginningOf(node.left)[0], false];
  if (node?.kind === 'JoinedString') return [typeof node.parts[0] === 'string' ? node.parts[0] : '', false];
  const text = textOf(node);
  return [text ?? '', text !== null];
}

/** The first word of a command is the program. */
function effectOfCommand(node: ast.Call): Capability {
  const command = argument(node, 0, 'command');
  const words = command?.kind === 'ListExpression' || command?.kind === 'TupleExpression' ? command.elements : [];
  return { name: 'process.spawn', scope: scopeOf(words[0]) };
}

function argument(node: ast.Call, position: number, name: string): ast.Expression | undefined {
  return node.arguments[position] ?? node.keywords.find((keyword) => keyword.name?.name === name)?.value;
}

/** The capabilities that using a construct needs. */
export function effectsOfConstruct(node: ast.ConstructDef): readonly Capability[] {
  switch (node.construct) {
    case 'tool_call':
      return [...effectsOfProvider(textOf(clause(node, 'provider'))), ...listed(clause(node, 'requires'))];
    case 'human_input':
      return [{ name: 'human.input', scope: null }];
    case 'delegate':
      return [{ name: 'agent.delegate', scope: scopeOf(node.target) }];
    case 'memory_access': {
      const scope = scopeOf(clause(node, 'scope'));
      return [
        { name: 'memory.read', scope },
        { name: 'memory.write', scope },
      ];
    }
    default:
      return [];
  }
}

/** `mock:` is no provider of the world; what `[providers]` means by a bare name is not known here. */
function effectsOfProvider(provider: string | null): readonly Capability[] {
  const [, kind, rest] = /^(\w+):(.*)$/s.exec(provider ?? '') ?? [];
  switch (kind) {
    case 'mcp':
      return [{ name: 'mcp.call', scope: rest! }];
    case 'model':
      return [{ name: 'model.invoke', scope: rest! }];
    case 'http':
    case 'https':
      return [{ name: `network.${kind}`, scope: hostOf(rest!) }];
    default:
      return [];
  }
}

/** Host and port of what stands after `https:`. */
function hostOf(rest: string): string | null {
  return /^\/\/(?:[^/@]*@)?([^/?#]+)/.exec(rest)?.[1] ?? null;
}

/** Capabilities as they are written, without those that another one covers. */
export function capabilityTexts(capabilities: readonly Capability[]): readonly string[] {
  return withoutCovered(capabilities).map(capabilityText);
}

/** A capability as it is written; a scope that cannot be written is left out, which means any. */
export function capabilityText(capability: Capability): string {
  const text = formatCapability(capability);
  return isCapability(text) ? text : capability.name;
}

function clause(node: ast.ConstructDef, name: string): ast.Expression | null {
  return node.clauses.find((each) => each.name.name === name)?.value ?? null;
}

/** The capabilities of a list; what is none has been reported. */
function listed(node: ast.Expression | null): readonly Capability[] {
  if (node === null) return [];
  return (requiredCapabilities([node]).allow ?? []).filter(isCapability).map(parseCapability);
}

function keywordText(node: ast.Call, name: string): string | null {
  const value = node.keywords.find((keyword) => keyword.name?.name === name)?.value;
  return value?.kind === 'Name' ? value.name : textOf(value);
}

/** The text of a constant; null for anything else. */
function textOf(node: ast.Expression | null | undefined): string | null {
  return node?.kind === 'Constant' && node.value.type === 'str' ? node.value.value : null;
}

/** The constant text of a scope; null where it is none, or cannot be written as a scope. */
function scopeOf(node: ast.Expression | null | undefined): string | null {
  const text = textOf(node);
  return text !== null && /^[^"\p{Cc}]+$/u.test(text) ? text : null;
}
