/**
 * Classes from their statements: bases, members, and what the form of the class adds (dataclass, enum, named tuple, typed
 * record, protocol). A class with a base or decorator that is not known is open: nothing is said about what it lacks.
 */
import type * as ast from '#language/ast';
import { bodiesOf } from '../../2-parse/bodies.ts';
import type { TypeNames } from './annotation.ts';
import { builtinClass } from './builtins.ts';
import { constructorOfFields, fieldsOf } from './class-fields.ts';
import { type ClassFacts, ClassInfo, type Member } from './class-info.ts';
import { kindOfMember, overloaded, withoutFirst } from './class-methods.ts';
import type { Declarations } from './declarations.ts';
import { decoratorName, transparentDecorators } from './decorators.ts';
import { unionOf } from './join.ts';
import { once } from './once.ts';
import { collectStores } from './self-stores.ts';
import { any, functionType, type InstanceType, type Type } from './type.ts';

export function declareClass(node: ast.ClassDef, declarations: Declarations): ClassInfo {
  return new ClassInfo(node.name.name, declarations.moduleName, declarations.ownTypeParameters(node), (self) =>
    new ClassReader(node, self, declarations).facts(),
  );
}

class ClassReader {
  private readonly names: TypeNames;
  private readonly bases: InstanceType[] = [];
  private isOpen = false;
  private hasUnknownBase = false;
  private isProtocol = false;
  private isNamedTuple = false;
  private isRecord = false;
  private readonly members = new Map<string, Member>();

  constructor(
    private readonly node: ast.ClassDef,
    private readonly self: ClassInfo,
    private readonly declarations: Declarations,
  ) {
    this.names = new Map(declarations.typeNamesOf(node)).set('Self', self.self);
  }

  facts(): ClassFacts {
    for (const base of this.node.bases) this.readBase(base);
    for (const keyword of this.node.keywords)
      if (keyword.name?.name !== 'metaclass' && keyword.name?.name !== 'total') this.isOpen = true;
    const dataclass = this.readDecorators();
    const isEnum = this.isEnumBase() || this.bases.some((base) => base.class.isEnum);
    if (this.bases.length === 0 && !this.isObject()) this.bases.push(builtinClass('object').self);
    this.readBody(isEnum);
    if (['__getattr__', '__getattribute__', '__class_getitem__', '__slots__'].some((name) => this.members.has(name)))
      this.isOpen = true;
    const fields =
      dataclass !== null || this.isNamedTuple || this.isRecord
        ? fieldsOf(this.node, this.self, this.bases, (type) => this.declarations.annotation(type, this.names))
        : null;
    const isMade = fields !== null && !this.members.has('__init__') && !(dataclass?.startsWith('custom') ?? false);
    return {
      bases: this.bases,
      isOpen: this.isOpen,
      isProtocol: this.isProtocol,
      hasMetaclass:
        this.isProtocol ||
        this.isAbstractBase() ||
        this.node.keywords.some((keyword) => keyword.name?.name === 'metaclass'),
      isEnum,
      alternatives: isEnum ? this.enumMembers() : [],
      members: this.members,
      constructorType: isMade
        ? () => constructorOfFields(this.self, fields!, this.isRecord)
        : isEnum
          ? () => this.enumConstructor()
          : this.hasUnknownBase
            ? () => any // its `__new__` or metaclass may ask for something else than `__init__` does
            : null,
      matchFields:
        fields === null || this.isRecord
          ? this.matchArguments()
          : fields.filter((field) => !field.isKeywordOnly).map((field) => field.name),
      record: this.isRecord
        ? new Map(fields!.map((field) => [field.name, { type: () => field.type, isRequired: field.isRequired }]))
        : null,
    };
  }

  private isObject(): boolean {
    return this.self.moduleName === '' && this.self.name === 'object';
  }

  private isEnumBase(): boolean {
    return this.self.moduleName === 'enum';
  }

  private isAbstractBase(): boolean {
    return this.self.moduleName === 'abc';
  }

  private readBase(node: ast.Expression): void {
    const generic = node.kind === 'Subscript' ? node.object : node;
    const form = this.formOf(generic);
    if (form === 'Generic') return;
    if (form === 'Protocol') this.isProtocol = true;
    else if (form === 'NamedTuple') {
      this.isNamedTuple = true;
      this.bases.push({ kind: 'instance', class: builtinClass('tuple'), arguments: [any] });
    } else if (form === 'TypedDict') {
      this.isRecord = true;
      this.bases.push({ kind: 'instance', class: builtinClass('dict'), arguments: [builtinClass('str').self, any] });
    } else {
      const type = this.declarations.annotation(node, this.names);
      if (type.kind === 'instance') {
        this.bases.push(type);
        if (type.class.facts.record !== null) this.isRecord = true;
      } else if (type.kind === 'tuple')
        this.bases.push({ kind: 'instance', class: builtinClass('tuple'), arguments: [unionOf(type.elements, true)] });
      else this.isOpen = this.hasUnknownBase = true;
    }
  }

  private formOf(node: ast.Expression): string | null {
    if (node.kind !== 'Name') return node.kind === 'Attribute' && forms.has(node.name.name) ? node.name.name : null;
    const value = this.declarations.valueOfReference(this.declarations.resolved.references[node.id], node.name);
    return value.kind === 'form' && forms.has(value.name) ? value.name : null;
  }

  /** How a dataclass is declared: its decorator's name, `custom` when it does not make a constructor; null for others. */
  private readDecorators(): string | null {
    let dataclass: string | null = null;
    for (const decorator of this.node.decorators) {
      const callee = decorator.kind === 'Call' ? decorator.callee : decorator;
      const name = callee.kind === 'Name' ? callee.name : callee.kind === 'Attribute' ? callee.name.name : '';
      if (name === 'dataclass') {
        const off =
          decorator.kind === 'Call' &&
          decorator.keywords.some((keyword) => keyword.name?.name === 'init' || keyword.name === null);
        dataclass = off ? 'custom' : 'dataclass';
      } else if (!transparentDecorators.has(name)) this.isOpen = true;
      const isOrdered =
        decorator.kind === 'Call' && decorator.keywords.some((keyword) => keyword.name?.name === 'order');
      if (isOrdered || name === 'total_ordering')
        for (const each of ['__lt__', '__le__', '__gt__', '__ge__']) this.unknown(each);
    }
    return dataclass;
  }

  // ------------------------------------------------------------------ members

  private readBody(isEnum: boolean): void {
    for (const statement of this.node.body) this.readStatement(statement, isEnum);
    for (const statement of this.node.body) if (statement.kind === 'FunctionDef') this.readSelfAttributes(statement);
  }

  private readStatement(node: ast.Statement, isEnum: boolean): void {
    switch (node.kind) {
      case 'FunctionDef':
        return this.method(node);
      case 'AnnAssign':
        if (node.target.kind === 'Name') this.attribute(node.target.name, node.annotation, node.value);
        return;
      case 'Let':
      case 'Assign':
        for (const target of node.targets)
          if (target.kind !== 'Name') this.spread(target);
          else if (isEnum && !target.name.startsWith('_')) this.enumMember(target.name);
          else this.attribute(target.name, node.kind === 'Let' ? node.annotation : null, node.value);
        return;
      case 'Const':
        if (node.target.kind === 'Name') this.attribute(node.target.name, node.annotation, node.value);
        return;
      case 'ClassDef':
        return this.set(node.name.name, {
          kind: 'attribute',
          type: () => ({ kind: 'class', class: this.declarations.classOf(node), arguments: null }),
          isDeclared: true,
          isSettable: true,
        });
      case 'Pass':
      case 'ExpressionStatement':
        return;
      default:
        // Members made by loops, conditions or imports are there, but what they are depends on what runs.
        for (const name of this.boundNames()) if (!this.members.has(name)) this.unknown(name);
        for (const body of bodiesOf(node))
          for (const inner of body) if (inner.kind === 'FunctionDef') this.unknown(inner.name.name);
    }
  }

  private boundNames(): Iterable<string> {
    return this.declarations.resolved.scopes.get(this.node.id)?.bindings.keys() ?? [];
  }

  private spread(target: ast.Expression): void {
    if (target.kind === 'Name') this.unknown(target.name);
    else if (target.kind === 'Starred') this.spread(target.value);
    else if (target.kind === 'TupleExpression' || target.kind === 'ListExpression')
      for (const element of target.elements) this.spread(element);
  }

  private unknown(name: string): void {
    this.members.set(name, { kind: 'attribute', type: () => any, isDeclared: false, isSettable: true });
  }

  private set(name: string, member: Member): void {
    // What is bound twice in a class body is not what its first statement says.
    if (this.members.has(name)) this.unknown(name);
    else this.members.set(name, member);
  }

  private attribute(name: string, annotation: ast.Expression | null, value: ast.Expression | null): void {
    if (annotation !== null)
      return this.set(name, {
        kind: 'attribute',
        type: once(() => this.declarations.annotation(annotation, this.names)),
        isDeclared: !isInferred(annotation),
        isSettable: true,
      });
    const { inference } = this.declarations.options;
    // A base that is not known may make something else of it, as that of an enum does.
    const isLost = value === null || inference === null || this.isOpen;
    const type = isLost ? () => any : once(() => inference.attribute([value]));
    this.set(name, { kind: 'attribute', type, isDeclared: false, isSettable: true });
  }

  private method(node: ast.FunctionDef): void {
    const { name } = node.name;
    const known = this.members.get(name);
    const words = node.decorators.map(decoratorName);
    if (words.some((word) => word === 'setter' || word === 'deleter' || word === 'getter')) {
      if (known?.kind === 'property') this.members.set(name, { ...known, isSettable: true });
      return;
    }
    const kind = kindOfMember(words, name);
    if (kind === null) return this.unknown(name);
    const type = once(() => {
      const whole = this.declarations.functionOf(node);
      if (kind === 'static') return whole;
      const bound = withoutFirst(whole);
      return kind === 'property' ? (bound.signatures[0]?.returns() ?? any) : bound;
    });
    const member: Member = { kind, type, isDeclared: true, isSettable: kind !== 'property' };
    if (known?.kind === kind && kind !== 'property' && this.declarations.options.isLibrary)
      this.members.set(name, overloaded(known, member));
    else this.set(name, member);
  }

  // ------------------------------------------------------------------ self.name = …

  private readSelfAttributes(node: ast.FunctionDef): void {
    const self = [...node.parameters.positionalOnly, ...node.parameters.positional][0]?.name.name;
    if (self === undefined || node.decorators.some((decorator) => decoratorName(decorator) === 'staticmethod')) return;
    const found = new Map<string, { annotation: ast.Expression | null; sources: (ast.Expression | null)[] }>();
    collectStores(node.body, self, (name, annotation, value) => {
      const entry = found.get(name) ?? { annotation: null, sources: [] };
      entry.annotation ??= annotation;
      entry.sources.push(value);
      found.set(name, entry);
    });
    for (const [name, { annotation, sources }] of found) this.selfAttribute(name, annotation, sources);
  }

  private selfAttribute(
    name: string,
    annotation: ast.Expression | null,
    sources: readonly (ast.Expression | null)[],
  ): void {
    const known = this.members.get(name);
    if (known !== undefined) {
      // Assigned in several places: only an annotation says what it is.
      if (!known.isDeclared && known.kind === 'attribute') this.unknown(name);
      return;
    }
    const { inference } = this.declarations.options;
    const written = sources.filter((source) => source !== null);
    const type =
      annotation !== null
        ? () => this.declarations.annotation(annotation, this.names)
        : inference === null || written.length < sources.length
          ? () => any
          : () => inference.attribute(written);
    this.members.set(name, { kind: 'attribute', type: once(type), isDeclared: annotation !== null, isSettable: true });
  }

  // ------------------------------------------------------------------ enums

  private enumMember(name: string): void {
    this.set(name, {
      kind: 'attribute',
      type: () => ({ kind: 'literal', class: this.self, text: name }),
      isDeclared: true,
      isSettable: false,
    });
  }

  private enumMembers(): string[] {
    return this.node.body.flatMap((statement) =>
      statement.kind === 'Assign' || statement.kind === 'Let'
        ? statement.targets.flatMap((target) =>
            target.kind === 'Name' && !target.name.startsWith('_') ? [target.name] : [],
          )
        : [],
    );
  }

  /** `Colour(1)` finds a member; `Enum('Colour', …)` makes a class. */
  private enumConstructor(): Type {
    const parameters = [{ name: 'value', type: any, kind: 'positional' as const, isRequired: true }];
    return functionType(this.self.name, {
      typeParameters: [],
      parameters,
      rest: any,
      keywords: any,
      returns: () => any,
    });
  }

  /** `__match_args__` as it is written; null when nothing is said. */
  private matchArguments(): readonly string[] | null {
    for (const statement of this.node.body) {
      if (statement.kind !== 'Assign' && statement.kind !== 'Let') continue;
      const [target] = statement.targets;
      if (target?.kind !== 'Name' || target.name !== '__match_args__' || statement.value?.kind !== 'TupleExpression')
        continue;
      return statement.value.elements.flatMap((element) =>
        element.kind === 'Constant' && element.value.type === 'str' ? [element.value.value] : [],
      );
    }
    return null;
  }
}

/** In an interface text: what was found out rather than written. */
function isInferred(annotation: ast.Expression): boolean {
  return annotation.kind === 'Subscript' && annotation.object.kind === 'Name' && annotation.object.name === 'Inferred';
}

const forms: ReadonlySet<string> = new Set(['Protocol', 'NamedTuple', 'TypedDict', 'Generic']);
