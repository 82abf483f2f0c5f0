/**
 * Decorators. Most are expressions that are called with what they stand on. `@capabilities` is a declaration: its list is
 * not evaluated but written down, for a function and for all functions of a class or module that carries it.
 */
import type * as ast from '#language/ast';
import { packageHolder } from '#protocol/messages';
import { type DeclaredAudit, declaredAudit, declaredIntent } from '../3-resolve/audit.ts';
import { type DeclaredCapabilities, declaredCapabilities, requiredCapabilities } from '../3-resolve/capabilities.ts';
import type { Scope } from '../3-resolve/scope.ts';
import type { FunctionContext, ModuleContext } from './context.ts';
import { expression } from './expressions.ts';
import { stringLiteral } from './names.ts';

/** Decorators of the language that do nothing yet but report so. */
const unsupported: ReadonlySet<string> = new Set(['risk_level']);

/** Applies decorators, innermost last written; their expressions are evaluated in source order. */
export function decorated(f: FunctionContext, decorators: readonly ast.Expression[], value: string): string {
  const applied: string[] = [];
  for (const decorator of decorators) {
    const declaration = declarationName(f, decorator);
    if (declaration !== null && !unsupported.has(declaration)) continue;
    if (declaration !== null) {
      f.module.unsupported('unsupported/decorator', decorator.span, `The decorator '@${declaration}'`);
      continue;
    }
    const name = f.temporary();
    f.line(`${name}=${expression(f, decorator)};`);
    applied.push(name);
  }
  return applied.reduceRight((inner, name) => {
    const callable = `(typeof ${name}==='function'?${name}:${f.help('callable')}(${name}))`;
    return `${callable}(${inner})`;
  }, value);
}

/** Written down elsewhere: `@capabilities` around functions, contracts beside them. */
const declarations: ReadonlySet<string> = new Set([
  'capabilities',
  'requires',
  'ensures',
  'invariant',
  'intent',
  'audit',
]);

/** A decorator that declares something; null for an ordinary one. */
function declarationName(f: FunctionContext, decorator: ast.Expression): string | null {
  const callee = decorator.kind === 'Call' ? decorator.callee : decorator;
  if (callee.kind !== 'Name' || f.module.referenceOf(callee.id)?.kind !== 'builtin') return null;
  return declarations.has(callee.name) || unsupported.has(callee.name) ? callee.name : null;
}

/**
 * Wraps a function or lambda in what it and all that it stands in declare: what is defined under a declaration keeps it,
 * wherever it is called from.
 */
export function declaredAuthority(f: FunctionContext, node: ast.FunctionDef | ast.Lambda, value: string): string {
  let wrapped = node.kind === 'FunctionDef' ? withDeclarations(f, node, value) : value;
  for (let scope: Scope | null = f.scope; scope !== null; scope = scope.parent) {
    const owner = scope.node;
    if (owner.kind === 'ClassDef' || owner.kind === 'ModuleDef' || owner.kind === 'FunctionDef')
      wrapped = withDeclarations(f, owner as Declaring, wrapped);
  }
  const ofPackage = packageDeclaration(f.module);
  return ofPackage === null ? wrapped : `${f.help('withAuthority')}(${wrapped},${ofPackage})`;
}

/**
 * What all code of a package stands under, whoever calls it and whatever it calls: the broker knows what the package was
 * granted, so only its name is written down. Null for the project's own code.
 */
export function packageDeclaration(module: ModuleContext): string | null {
  const { package: name } = module;
  if (name === null) return null;
  return module.constant(`{owner:${stringLiteral(packageHolder(name))},allow:null,deny:[]}`);
}

/**
 * Wraps a function whose calls are recorded: one with `@audit` or `@intent`, or that stands in a class or module with
 * `@audit`. The nearest declaration of each counts.
 */
export function declaredRecord(f: FunctionContext, node: ast.FunctionDef, value: string): string {
  let audit: DeclaredAudit | null = null;
  let intent: string | null = null;
  const read = (owner: Declaring) => {
    for (const decorator of owner.decorators) {
      const name = declarationName(f, decorator);
      if (name === 'audit') audit ??= declaredAudit(decorator);
      if (name === 'intent') intent ??= declaredIntent(decorator);
    }
  };
  read(node);
  const own: DeclaredAudit = { level: intent === null ? 'none' : 'summary', redact: [] };
  for (let scope: Scope | null = f.scope; scope !== null; scope = scope.parent) {
    const owner = scope.node;
    if (owner.kind === 'ClassDef' || owner.kind === 'ModuleDef') read(owner as Declaring);
  }
  const { level, redact }: DeclaredAudit = audit ?? own;
  if (level === 'none') return value;
  const names = `[${redact.map(stringLiteral).join(',')}]`;
  const why = intent === null ? 'null' : stringLiteral(intent);
  return `${f.help('audited')}(${value},${f.module.constant(`{intent:${why},level:"${level}",redact:${names}}`)})`;
}

type Declaring = ast.FunctionDef | ast.ClassDef | ast.ModuleDef;

/** Wraps what runs as a function in the declarations that stand on one definition. */
export function withDeclarations(f: FunctionContext, node: Declaring, value: string): string {
  const kind = node.kind === 'FunctionDef' ? 'function' : node.kind === 'ClassDef' ? 'class' : 'module';
  const owner = `${kind} ${node.name.name}`;
  let wrapped = value;
  for (const decorator of node.decorators) {
    if (declarationName(f, decorator) === 'capabilities')
      wrapped = narrowed(f, wrapped, owner, declaredCapabilities(decorator));
  }
  if (node.kind !== 'FunctionDef' || node.requires === null) return wrapped;
  return narrowed(f, wrapped, `${owner} (requires)`, requiredCapabilities(node.requires));
}

function narrowed(f: FunctionContext, value: string, owner: string, { allow, deny }: DeclaredCapabilities): string {
  const list = (texts: readonly string[]) => `[${texts.map(stringLiteral).join(',')}]`;
  const allowed = allow === null ? 'null' : list(allow);
  const declaration = f.module.constant(`{owner:${stringLiteral(owner)},allow:${allowed},deny:${list(deny)}}`);
  return `${f.help('withAuthority')}(${value},${declaration})`;
}
