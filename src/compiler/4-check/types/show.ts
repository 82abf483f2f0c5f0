/**
 * Types as text: as people are shown them, and as interfaces of modules write them. Both are annotations of the
 * language; an interface names classes of other modules in full.
 */
import type { ClassInfo } from './class-info.ts';
import { unionOf, widen } from './join.ts';
import type { FunctionType, Signature, Type } from './type.ts';

/** @param home in interfaces, the module whose own classes go by their bare names; null for people */
export function showType(type: Type, home: string | null = null): string {
  switch (type.kind) {
    case 'any':
    case 'form':
      return 'Any';
    case 'never':
      return 'Never';
    case 'none':
      return 'None';
    case 'literal':
      return type.class.isEnum ? `${nameOf(type.class, home)}.${type.text}` : `Literal[${type.text}]`;
    case 'instance':
      if (type.class.name === 'tuple' && type.arguments.length === 1)
        return `tuple[${showType(type.arguments[0]!, home)}, ...]`;
      return nameOf(type.class, home) + showArguments(type.arguments, home);
    case 'class':
      return `type[${nameOf(type.class, home)}${showArguments(type.arguments ?? [], home)}]`;
    case 'tuple':
      return type.elements.length === 0
        ? 'tuple[()]'
        : `tuple[${type.elements.map((element) => showType(element, home)).join(', ')}]`;
    case 'function':
      return showFunction(type, home);
    case 'union':
      if (type.soft && home !== null)
        return `AnyOf[${type.members.map((member) => showType(member, home)).join(', ')}]`;
      return showUnion(type.members, home);
    case 'variable':
      return type.name;
    case 'module':
      return `module ${type.name}`;
    case 'labelled':
      return `${type.label}[${showType(type.inner, home)}]`;
    case 'alias':
      return showType(type.type(), home);
  }
}

/** For people, the literals of a union stand together: `Literal["r", "w"]`. */
function showUnion(members: readonly Type[], home: string | null): string {
  const literals = members.filter((member) => member.kind === 'literal' && !member.class.isEnum);
  if (home !== null || literals.length < 2) return members.map((member) => inUnion(showType(member, home))).join(' | ');
  const together = `Literal[${literals.map((each) => (each.kind === 'literal' ? each.text : '')).join(', ')}]`;
  const others = members.filter((member) => !literals.includes(member));
  return [together, ...others.map((member) => inUnion(showType(member, home)))].join(' | ');
}

/** A type as it is found: `str` rather than which text it is, unless that is what matters. */
export function showFound(type: Type, expected: Type): string {
  return showType(showType(expected).includes('Literal[') ? type : withoutLiterals(type));
}

function withoutLiterals(type: Type): Type {
  switch (type.kind) {
    case 'instance':
      return { ...type, arguments: type.arguments.map(withoutLiterals) };
    case 'tuple':
      return { kind: 'tuple', elements: type.elements.map(withoutLiterals) };
    case 'union':
      return unionOf(type.members.map(withoutLiterals), type.soft);
    default:
      return widen(type);
  }
}

function nameOf(of: ClassInfo, home: string | null): string {
  const isOwn = home === null || of.moduleName === '' || of.moduleName === home;
  return isOwn ? of.name : `${of.moduleName}.${of.name}`;
}

function showArguments(types: readonly Type[], home: string | null): string {
  if (types.length === 0) return '';
  if (home === null && types.every((type) => type.kind === 'any')) return '';
  return `[${types.map((type) => showType(type, home)).join(', ')}]`;
}

function showFunction({ signatures }: FunctionType, home: string | null): string {
  const [signature] = signatures;
  if (signature === undefined || signatures.length > 1) return 'Callable[..., Any]';
  const parameters = isPlain(signature)
    ? `[${signature.parameters.map((parameter) => showType(parameter.type, home)).join(', ')}]`
    : '...';
  return `Callable[${parameters}, ${showType(signature.returns(), home)}]`;
}

/** A signature that `Callable[[…], …]` can say. */
function isPlain({ parameters, rest, keywords }: Signature): boolean {
  return rest === null && keywords === null && parameters.every((each) => each.kind !== 'keyword' && each.isRequired);
}

function inUnion(text: string): string {
  return text.startsWith('Callable') ? `(${text})` : text;
}
