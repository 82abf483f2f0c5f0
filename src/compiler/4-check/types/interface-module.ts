/**
 * A module known by its interface text: declarations in the language itself, without bodies. The built-ins, the standard
 * library and the interfaces of a project's own modules are all of this form. Each declaration is parsed when its name is
 * first looked up, so that a program pays for what it uses.
 */
import { Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { parse } from '../../2-parse/parse.ts';
import { resolve } from '../../3-resolve/resolve.ts';
import { Declarations } from './declarations.ts';
import { any, functionType, type ModuleType, type Type } from './type.ts';
import type { World } from './world.ts';

export class InterfaceModule {
  /** Declarations by name; those of overloads one after another. */
  private readonly pieces: ReadonlyMap<string, readonly string[]>;
  private readonly parsed = new Map<string, Declarations>();
  private readonly values = new Map<string, Type | null>();

  /**
   * @param outer what names mean that the module does not declare itself
   * @param isComplete whether a name that is not declared surely does not exist
   */
  constructor(
    readonly name: string,
    text: string,
    private readonly outer: (name: string) => Type | null,
    private readonly world: World,
    private readonly isComplete: boolean,
    /** Interfaces of the project's own files were written by people; the library's are read leniently. */
    private readonly isLibrary: boolean,
  ) {
    this.pieces = splitDeclarations(text);
  }

  get names(): Iterable<string> {
    return this.pieces.keys();
  }

  /** The type of what a name is bound to; null when it is not declared. */
  value(name: string): Type | null {
    let value = this.values.get(name);
    if (value === undefined) {
      value = this.declared(name);
      this.values.set(name, value);
    }
    return value;
  }

  get type(): ModuleType {
    return {
      kind: 'module',
      name: this.name,
      member: (name) => this.value(name) ?? this.world.moduleNamed(`${this.name}.${name}`) ?? this.absent(name),
    };
  }

  private absent(name: string): Type | null {
    return this.isComplete && !name.startsWith('__') ? null : any;
  }

  private declared(name: string): Type | null {
    const pieces = this.pieces.get(name);
    if (pieces === undefined) return null;
    const values = pieces.map((piece) => this.read(name, piece));
    if (values.length === 1) return values[0]!;
    return functionType(name, ...values.flatMap((value) => (value.kind === 'function' ? value.signatures : [])));
  }

  private read(name: string, text: string): Type {
    const declarations = this.declarationsOf(text);
    const binding = declarations.resolved.fileScope.bindings.get(name);
    return binding === undefined ? any : declarations.valueOf(binding);
  }

  /** A tagged union and its variants are one piece under several names, and must be read once. */
  private declarationsOf(text: string): Declarations {
    let known = this.parsed.get(text);
    if (known === undefined) {
      const diagnostics = new Diagnostics(new SourceFile(this.name, text));
      const resolved = resolve(parse(diagnostics.source, diagnostics), diagnostics, {
        predeclared: null,
        isInterface: true,
      });
      known = new Declarations(resolved, this.name, this.world, {
        outer: (other) => this.value(other) ?? this.outer(other),
        isLibrary: this.isLibrary,
        inference: null,
      });
      this.parsed.set(text, known);
    }
    return known;
  }
}

/** A declaration begins at a line that is not indented; decorators belong to what follows. */
function splitDeclarations(text: string): Map<string, string[]> {
  const pieces = new Map<string, string[]>();
  for (const [piece] of text.matchAll(/^(?:@.*\n)*[^\s@#].*\n(?:(?:[ \t].*)?\n)*/gm)) {
    const name = declaredName(piece);
    if (name === null) continue;
    const list = pieces.get(name);
    if (list === undefined) pieces.set(name, [piece]);
    else list.push(piece);
    // The variants of a tagged union are names of their own.
    if (piece.startsWith('type '))
      for (const [, variant] of piece.matchAll(/[=|]\s*(\w+)\(/g))
        if (!pieces.has(variant!)) pieces.set(variant!, [piece]);
  }
  return pieces;
}

function declaredName(piece: string): string | null {
  const imported = /^(?:from \S+ )?import \S+(?: as (\w+))?/.exec(piece);
  if (imported !== null) return imported[1] ?? /(\w+)\s*$/.exec(piece)![1]!;
  return /^(?:func|class|type|let|const)\s+(\w+)/m.exec(piece)?.[1] ?? null;
}
