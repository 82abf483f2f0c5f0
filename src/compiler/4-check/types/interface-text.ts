/**
 * What other files may know of a file, as declarations without bodies: the form that `interface-module.ts` reads. Only
 * what the text says can matter to an importer, so a file whose text stays the same need not be checked again.
 */
import type * as ast from '#language/ast';
import type { Binding, ResolvedModule } from '../../3-resolve/scope.ts';
import type { ClassInfo, Member } from './class-info.ts';
import { constructorOf } from './constructor.ts';
import type { Declarations } from './declarations.ts';
import { showType } from './show.ts';
import { any, type ParameterType, type Signature, type Type, type TypeVariable } from './type.ts';

/** The interface of a checked file. */
export function interfaceText(resolved: ResolvedModule, declarations: Declarations): string {
  const writer = new InterfaceWriter(declarations);
  for (const binding of resolved.fileScope.bindings.values()) writer.binding(binding);
  if (resolved.fileScope.importsAll) writer.line('func __getattr__(name: str) -> Any: ...');
  return writer.text;
}

class InterfaceWriter {
  private readonly lines: string[] = [];
  private readonly home: string;

  constructor(private readonly declarations: Declarations) {
    this.home = declarations.moduleName;
  }

  get text(): string {
    return this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
  }

  line(text: string): void {
    this.lines.push(text);
  }

  binding(binding: Binding): void {
    const { definition, name } = binding;
    const value = this.declarations.valueOf(binding);
    if (definition?.kind === 'ImportAlias' && binding.isFixed) this.import(definition, name);
    else if (definition?.kind === 'TypeDef' && binding.isFixed) this.typeDef(definition, value);
    else if (definition?.kind === 'Variant' && binding.isFixed) return;
    else if (definition?.kind === 'ClassDef' && value.kind === 'class') this.class(value.class, definition);
    else if (value.kind === 'function' && value.signatures.length === 1 && binding.kind !== 'variable')
      this.line(this.function(name, value.signatures[0]!));
    else this.line(`let ${name}: ${value.kind === 'class' || value.kind === 'module' ? 'Any' : this.show(value)}`);
  }

  private show(type: Type): string {
    return showType(type, this.home);
  }

  private import(alias: ast.ImportAlias, name: string): void {
    const { importName } = this.declarations.world;
    const statement = this.declarations.importStatementOf(alias);
    if (statement?.kind === 'ImportFrom') {
      const from = importName('.'.repeat(statement.level) + statement.module);
      this.line(`from ${from} import ${alias.name} as ${name}`);
      return;
    }
    // `import a.b` binds `a`, which may have another name for everybody else.
    const bound = importName(alias.asName === null ? alias.name.split('.')[0]! : alias.name);
    this.line(bound === name ? `import ${name}` : `import ${bound} as ${name}`);
  }

  private typeDef(node: ast.TypeDef, value: Type): void {
    if (value.kind === 'alias')
      this.line(`type ${node.name.name}${this.typeParameters(value.parameters)} = ${this.show(value.type())}`);
    if (value.kind !== 'class') return;
    const variants = value.class.variants.map((variant) => {
      const fields = (variant.facts.matchFields ?? []).map(
        (field) => `${field}: ${this.show(variant.find(field, null)?.type ?? any)}`,
      );
      return `${variant.name}(${fields.join(', ')})`;
    });
    this.line(`type ${node.name.name}${this.typeParameters(value.class.typeParameters)} = ${variants.join(' | ')}`);
  }

  private typeParameters(parameters: readonly TypeVariable[]): string {
    if (parameters.length === 0) return '';
    return `[${parameters.map(({ name, bound }) => (bound === null ? name : `${name}: ${this.show(bound)}`)).join(', ')}]`;
  }

  private function(name: string, signature: Signature, first: string | null = null): string {
    const parameters = this.parameters(signature, first);
    return `func ${name}${this.typeParameters(signature.typeParameters)}(${parameters}) -> ${this.show(signature.returns())}: ...`;
  }

  private parameters(signature: Signature, first: string | null): string {
    const parts: string[] = first === null ? [] : [first];
    const write = ({ name, type, isRequired }: ParameterType): string =>
      `${/^\d/.test(name) ? `_${name}` : name}: ${this.show(type)}${isRequired ? '' : ' = ...'}`;
    const of = (kind: ParameterType['kind']): string[] =>
      signature.parameters.filter((each) => each.kind === kind).map(write);
    const positional = of('positional');
    parts.push(...positional);
    if (positional.length > 0) parts.push('/');
    parts.push(...of('either'));
    const keyword = of('keyword');
    if (signature.rest !== null) parts.push(`*rest: ${this.show(signature.rest)}`);
    else if (keyword.length > 0) parts.push('*');
    parts.push(...keyword);
    if (signature.keywords !== null) parts.push(`**named: ${this.show(signature.keywords)}`);
    return parts.join(', ');
  }

  // ------------------------------------------------------------------ classes

  private class(of: ClassInfo, node: ast.ClassDef): void {
    const { facts } = of;
    const isObject = (base: { readonly class: ClassInfo }): boolean =>
      base.class.name === 'object' && base.class.moduleName === '';
    const bases = facts.bases.filter((base) => !isObject(base)).map((base) => this.show(base));
    if (facts.isProtocol) bases.push('Protocol');
    if (facts.hasMetaclass && !facts.isProtocol) bases.push('metaclass=Any');
    if (facts.record !== null) return this.record(of);
    this.line(
      `class ${of.name}${this.typeParameters(of.typeParameters)}${bases.length > 0 ? `(${bases.join(', ')})` : ''}:`,
    );
    const before = this.lines.length;
    if (facts.isOpen) this.line('    func __getattr__(self, name: str) -> Any: ...');
    if (facts.constructorType !== null && !facts.isEnum) this.constructorLine(of);
    if (facts.matchFields !== null)
      this.line(`    __match_args__ = (${facts.matchFields.map((field) => `"${field}",`).join(' ')})`);
    for (const [name, member] of facts.members) this.member(name, member, of, node);
    if (this.lines.length === before) this.line('    ...');
  }

  /** A typed record is read as one again. */
  private record(of: ClassInfo): void {
    this.line(`class ${of.name}(TypedDict):`);
    for (const [name, field] of of.facts.record!)
      this.line(
        `    ${name}: ${field.isRequired ? this.show(field.type()) : `NotRequired[${this.show(field.type())}]`}`,
      );
    if (of.facts.record!.size === 0) this.line('    ...');
  }

  /** What a dataclass or named tuple takes; it has no `__init__` of its own. */
  private constructorLine(of: ClassInfo): void {
    const made = constructorOf(of, null);
    const [signature] = made?.signatures ?? [];
    if (signature === undefined) this.line('    func __init__(self, *rest: Any, **named: Any) -> None: ...');
    else this.line(`    func __init__(${this.parameters(signature, 'self')}) -> None: ...`);
  }

  private member(name: string, member: Member, of: ClassInfo, node: ast.ClassDef): void {
    const type = member.type();
    if (of.facts.isEnum && of.facts.alternatives.includes(name)) {
      this.line(`    ${name} = ...`);
      return;
    }
    if (name === '__match_args__') return;
    if (member.kind === 'property') {
      this.line(`    @property\n    func ${name}(self) -> ${this.show(type)}: ...`);
      if (member.isSettable) this.line(`    @${name}.setter\n    func ${name}(self, value: Any) -> None: ...`);
      return;
    }
    if (type.kind === 'function' && type.signatures.length === 1 && member.kind !== 'attribute') {
      const decorator =
        member.kind === 'static'
          ? '@staticmethod'
          : member.kind === 'class-method' && name !== '__new__'
            ? '@classmethod'
            : null;
      if (decorator !== null) this.line(`    ${decorator}`);
      this.line(`    ${this.function(name, type.signatures[0]!, member.kind === 'static' ? null : 'self')}`);
      return;
    }
    // An attribute without annotation may be given anything; so may one that an importer sees.
    const isNested =
      type.kind === 'class' && node.body.some((each) => each.kind === 'ClassDef' && each.name.name === name);
    const shown = isNested || type.kind === 'module' ? 'Any' : this.show(type);
    this.line(member.isDeclared || shown === 'Any' ? `    ${name}: ${shown}` : `    ${name}: Inferred[${shown}]`);
  }
}
