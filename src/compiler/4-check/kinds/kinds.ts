/**
 * Which JavaScript form values surely have: the part of type inference that the emitter needs for bare operators. It looks
 * only inside a file, at variables whose every assignment is visible, functions and classes whose every call is, and lists
 * that stay in sight; everything else is `any`, which is what labelled values and instances of subclasses are.
 */
import type * as ast from '#language/ast';
import type { Binding, ResolvedModule } from '../../3-resolve/scope.ts';
import type { ClosedFunction } from './closed-functions.ts';
import { Instance, type Kind, kindOfShape } from './kind.ts';
import { Solver } from './solver.ts';

export class Kinds {
  private readonly solver: Solver;
  /** Names of attributes that are read or assigned where it is not known of which class. */
  private readonly untyped: ReadonlySet<string>;
  private readonly known: (Kind | undefined)[];

  /** @param isEntry nobody can import the module */
  constructor(resolved: ResolvedModule, isEntry: boolean) {
    this.known = new Array<Kind | undefined>(resolved.module.nodeCount).fill(undefined);
    this.solver = new Solver(resolved, isEntry);
    this.untyped = this.solver.classes.size === 0 ? new Set() : this.untypedAttributes(resolved);
  }

  of(node: ast.Expression): Kind {
    // Nodes that the emitter makes up have no id of their own.
    if (node.id < 0) return kindOfShape(this.solver.shapes.of(node));
    return (this.known[node.id] ??= kindOfShape(this.solver.shapes.of(node)));
  }

  /** True for a variable that holds its floats as raw numbers. */
  isRaw(binding: Binding): boolean {
    return this.solver.variables.get(binding)?.shape === 'float' && !this.solver.boxed.has(binding);
  }

  /** True for an attribute in which every instance of the class holds a float, as a raw number. */
  isRawAttribute(node: ast.Attribute): boolean {
    const object = this.solver.classes.size === 0 ? null : this.solver.shapes.of(node.object);
    if (!(object instanceof Instance)) return false;
    return object.attribute(node.name.name).items === 'float' && !this.untyped.has(node.name.name);
  }

  /** A function of which all calls are known; it takes and returns floats as raw numbers. */
  closedFunction(binding: Binding): ClosedFunction | undefined {
    return this.solver.functions.get(binding);
  }

  /** What a closed function returns. */
  resultOf({ scope }: ClosedFunction): Kind {
    return kindOfShape(this.solver.results.get(scope) ?? null);
  }

  private untypedAttributes({ facts }: ResolvedModule): Set<string> {
    const untyped = new Set<string>();
    for (const node of [...facts.attributes, ...facts.stores]) {
      if (node.kind !== 'Attribute' || untyped.has(node.name.name)) continue;
      if (!(this.solver.shapes.of(node.object) instanceof Instance)) untyped.add(node.name.name);
    }
    return untyped;
  }
}
