/**
 * What the names of a module mean as types: functions by their signatures, classes, aliases, imports, annotated
 * variables. Serves the file that is being checked and interface texts alike; what is not written down is asked of
 * `Inference`, which only a checked file has.
 */
import type * as ast from '#language/ast';
import type { Binding, Reference, ResolvedModule, Scope } from '../../3-resolve/scope.ts';
import { type AnnotationContext, noTypeNames, readAnnotation, type TypeNames } from './annotation.ts';
import { builtinClass, builtinValue, formNamed } from './builtins.ts';
import type { ClassInfo } from './class-info.ts';
import { declareClass } from './declare-class.ts';
import { declareFunction } from './declare-function.ts';
import { declareVariants } from './declare-variants.ts';
import { decoratorName, transparentDecorators } from './decorators.ts';
import { once } from './once.ts';
import { any, type FunctionType, functionType, labelled, openSignature, type Type, type TypeVariable } from './type.ts';
import type { World } from './world.ts';

/** Finds out types that are not written down. */
export interface Inference {
  /** The type of a variable without annotation, whenever it is read. */
  readonly variable: (binding: Binding) => Type;
  /** What a function without annotated result gives back. */
  readonly result: (node: ast.FunctionDef) => Type;
  /** The type of an expression in a class body or of a value given to `self.name`. */
  readonly attribute: (sources: readonly ast.Expression[]) => Type;
}

export interface DeclarationOptions {
  /** What a name means that the module does not bind. */
  readonly outer: (name: string) => Type | null;
  readonly isLibrary: boolean;
  readonly inference: Inference | null;
}

export class Declarations {
  private readonly values = new Map<Binding, Type>();
  private readonly classes = new Map<ast.Node, ClassInfo>();
  private readonly functions = new Map<ast.FunctionDef, FunctionType>();
  private readonly annotations = new Map<Binding, ast.Expression>();
  private readonly importOf = new Map<number, ast.Import | ast.ImportFrom>();
  private readonly typeNames = new Map<ast.Node, TypeNames>();
  private readonly context: AnnotationContext;

  constructor(
    readonly resolved: ResolvedModule,
    readonly moduleName: string,
    readonly world: World,
    readonly options: DeclarationOptions,
  ) {
    for (const statement of resolved.facts.imports)
      for (const alias of statement.names) this.importOf.set(alias.id, statement);
    this.context = {
      valueOfName: (node) => this.valueOfName(node),
      valueOfText: (name) => this.valueOfText(name),
      softUnions: options.isLibrary,
    };
  }

  /** Remembers the annotation of a variable; the first one counts. */
  annotate(binding: Binding, annotation: ast.Expression): void {
    if (!this.annotations.has(binding)) this.annotations.set(binding, annotation);
  }

  /** The written type of a variable or parameter; null where none is written. */
  annotationOf(binding: Binding): Type | null {
    const written = this.annotations.get(binding);
    if (written !== undefined) return this.annotation(written, this.typeNamesIn(binding.scope));
    const { definition } = binding;
    if (binding.kind !== 'parameter' || definition?.kind !== 'Parameter') return null;
    const type = this.parameterType(definition, this.typeNamesIn(binding.scope));
    const { node } = binding.scope;
    if (type === null || !('parameters' in node) || node.parameters === null) return type;
    if (node.parameters.rest === definition)
      return { kind: 'instance', class: builtinClass('tuple'), arguments: [type] };
    if (node.parameters.keywords === definition)
      return { kind: 'instance', class: builtinClass('dict'), arguments: [builtinClass('str').self, type] };
    return type;
  }

  importStatementOf(alias: ast.ImportAlias): ast.Import | ast.ImportFrom | undefined {
    return this.importOf.get(alias.id);
  }

  /** What the name of a function holds: unknown where a decorator may have made something else of it. */
  functionValue(node: ast.FunctionDef): Type {
    const isPlain = node.decorators.every((decorator) => transparentDecorators.has(decoratorName(decorator)));
    return isPlain ? this.functionOf(node) : any;
  }

  /** The written type of a parameter, as its function's body sees it. */
  parameterType(parameter: ast.Parameter, names: TypeNames): Type | null {
    return parameter.annotation === null ? null : this.annotation(parameter.annotation, names);
  }

  annotation(node: ast.Expression, names: TypeNames = noTypeNames): Type {
    return readAnnotation(node, names, this.context);
  }

  /** The type of what a variable holds, whatever has been assigned to it. */
  valueOf(binding: Binding): Type {
    const known = this.values.get(binding);
    if (known !== undefined) return known;
    this.values.set(binding, any);
    const value = this.findValue(binding);
    this.values.set(binding, value);
    return value;
  }

  /** What the name of an expression refers to, taken by itself. */
  valueOfReference(reference: Reference | undefined, name: string): Type {
    switch (reference?.kind) {
      case 'binding':
        return this.valueOf(reference.binding);
      case 'class':
        return this.valueOf(reference.binding);
      case 'builtin':
        return builtinValue(name) ?? any;
      default:
        return this.options.outer(name) ?? formNamed(name) ?? any;
    }
  }

  /** Class information of a definition; the same object each time. */
  classOf(node: ast.ClassDef): ClassInfo {
    let known = this.classes.get(node);
    if (known === undefined) {
      known = declareClass(node, this);
      this.classes.set(node, known);
    }
    return known;
  }

  functionOf(node: ast.FunctionDef): FunctionType {
    let known = this.functions.get(node);
    if (known === undefined) {
      known = declareFunction(node, this, this.typeNamesOf(node));
      this.functions.set(node, known);
    }
    return known;
  }

  /** The tagged union that a `type` statement declares, and its variants. */
  variantsOf(node: ast.TypeDef): ReadonlyMap<ast.Node, ClassInfo> {
    if (!this.classes.has(node)) for (const [part, info] of declareVariants(node, this)) this.classes.set(part, info);
    return this.classes as ReadonlyMap<ast.Node, ClassInfo>;
  }

  /** Names of type parameters that hold inside a function or class. */
  typeNamesOf(node: ast.FunctionDef | ast.ClassDef | ast.TypeDef, outer?: TypeNames): TypeNames {
    let names = this.typeNames.get(node);
    if (names === undefined) {
      const scope = this.resolved.scopes.get(node.id);
      names = this.withParameters(
        node.typeParameters,
        outer ?? (scope?.parent ? this.typeNamesIn(scope.parent) : noTypeNames),
      );
      this.typeNames.set(node, names);
    }
    return names;
  }

  typeNamesIn(scope: Scope): TypeNames {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      if (at.node.kind === 'FunctionDef') return this.typeNamesOf(at.node);
      if (at.node.kind === 'ClassDef') return this.typeNamesWithSelf(at.node);
    }
    return noTypeNames;
  }

  private typeNamesWithSelf(node: ast.ClassDef): TypeNames {
    const names = new Map(this.typeNamesOf(node));
    names.set('Self', this.classOf(node).self);
    return names;
  }

  private withParameters(parameters: readonly ast.TypeParameter[], outer: TypeNames): TypeNames {
    if (parameters.length === 0) return outer;
    const names = new Map(outer);
    for (const { name, bound } of parameters) {
      const isPlainBound = bound !== null && bound.kind !== 'TupleExpression';
      names.set(name.name, {
        kind: 'variable',
        name: name.name,
        bound: isPlainBound ? this.annotation(bound, names) : null,
      });
    }
    return names;
  }

  /** The type variables that a definition declares itself. */
  ownTypeParameters(node: ast.FunctionDef | ast.ClassDef | ast.TypeDef): TypeVariable[] {
    const names = this.typeNamesOf(node);
    return node.typeParameters.map((parameter) => names.get(parameter.name.name) as TypeVariable);
  }

  private valueOfName(node: ast.Name): Type {
    const reference = this.resolved.references[node.id];
    if (reference === undefined) return this.valueOfText(node.name);
    return this.valueOfReference(reference, node.name);
  }

  private valueOfText(name: string): Type {
    const binding = this.resolved.fileScope.bindings.get(name);
    if (binding !== undefined) return this.valueOf(binding);
    return builtinValue(name) ?? this.options.outer(name) ?? formNamed(name) ?? any;
  }

  private findValue(binding: Binding): Type {
    const { definition } = binding;
    if (!binding.isFixed || definition === null) return this.variable(binding);
    switch (definition.kind) {
      case 'FunctionDef':
        return this.functionValue(definition);
      case 'ClassDef':
        return { kind: 'class', class: this.classOf(definition), arguments: null };
      case 'ModuleDef':
        return this.moduleBlock(definition);
      case 'ImportAlias':
        return this.imported(definition);
      case 'TypeDef':
        if (definition.alias === null)
          return { kind: 'class', class: this.variantsOf(definition).get(definition)!, arguments: null };
        return {
          kind: 'alias',
          parameters: this.ownTypeParameters(definition),
          // An alias may name itself: `type Json = list[Json] | str`.
          type: once(() => this.annotation(definition.alias!, this.typeNamesOf(definition))),
        };
      case 'Variant':
        return this.variant(definition);
      case 'ConstructDef':
        return this.construct(definition);
      default:
        return this.variable(binding);
    }
  }

  private variable(binding: Binding): Type {
    return this.annotationOf(binding) ?? this.options.inference?.variable(binding) ?? this.writtenVariable(binding);
  }

  /** In interface texts a variable has its annotation beside it. */
  private writtenVariable(binding: Binding): Type {
    for (const statement of this.resolved.module.body) {
      const target =
        statement.kind === 'Let' ? statement.targets[0] : statement.kind === 'Const' ? statement.target : null;
      if (target?.kind !== 'Name' || target.name !== binding.name) continue;
      const { annotation } = statement as ast.Let | ast.Const;
      if (annotation !== null) return this.annotation(annotation);
    }
    return any;
  }

  private moduleBlock(node: ast.ModuleDef): Type {
    const scope = this.resolved.scopes.get(node.id)!;
    return {
      kind: 'module',
      name: node.name.name,
      member: (name) => {
        const binding = scope.bindings.get(name);
        if (binding !== undefined) return this.valueOf(binding);
        return name.startsWith('__') ? any : null;
      },
    };
  }

  private imported(alias: ast.ImportAlias): Type {
    const statement = this.importOf.get(alias.id);
    if (statement === undefined) return any;
    if (statement.kind === 'Import') {
      const name = alias.asName === null ? alias.name.split('.')[0]! : alias.name;
      return this.world.moduleNamed(this.world.importName(name)) ?? any;
    }
    const from = this.world.importName('.'.repeat(statement.level) + statement.module);
    const container = this.world.moduleNamed(from);
    return (
      container?.member(alias.name) ??
      this.world.moduleNamed(`${from}.${alias.name}`) ??
      formIn(from, alias.name) ??
      any
    );
  }

  private variant(node: ast.Variant): Type {
    for (const statement of this.resolved.module.body) {
      if (statement.kind === 'TypeDef' && statement.variants.includes(node))
        return { kind: 'class', class: this.variantsOf(statement).get(node)!, arguments: null };
    }
    return any;
  }

  /** Tools, questions and delegates answer with what came from outside; a plan is a function. */
  private construct(node: ast.ConstructDef): Type {
    if (node.parameters === null || node.construct === 'memory_access' || node.construct === 'budget') return any;
    const returns = node.returns === null ? any : this.annotation(node.returns);
    const isOutside = node.construct !== 'plan';
    const declared = declareFunction(
      { parameters: node.parameters, name: node.name, returns: null, isAsync: false, typeParameters: [] },
      this,
      noTypeNames,
    );
    const [signature = openSignature(any)] = declared.signatures;
    return functionType(node.name.name, {
      ...signature,
      returns: () => (isOutside ? labelled('tainted', returns) : returns),
    });
  }
}

/** What `from typing import …` binds. */
function formIn(moduleName: string, name: string): Type | null {
  return moduleName === 'typing' ? formNamed(name) : null;
}
