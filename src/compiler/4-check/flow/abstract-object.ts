/**
 * Everything with an inside: containers, instances, classes, modules. One stands for all that are made at one place of the
 * source (or came out of one call). Fields are written `.name` for attributes, `[1]` and `["key"]` for items that are
 * known, `[*]` for all others, and `[each]` for what walking over it gives.
 */
import type { FunctionFlow } from './function-flow.ts';
import { join, nothing, type Value } from './value.ts';

export type ObjectForm = 'container' | 'instance' | 'class' | 'module';

/** A variable or field that many may read and write: whoever has read it is told when it grows. */
export class Cell {
  private held: Value = nothing;
  private readers: Set<FunctionFlow> | null = null;

  read(reader: FunctionFlow | null): Value {
    if (reader !== null) (this.readers ??= new Set()).add(reader);
    return this.held;
  }

  add(value: Value): void {
    const grown = join(this.held, value);
    if (grown === this.held) return;
    this.held = grown;
    for (const reader of this.readers ?? []) reader.isStale = true;
  }
}

export class AbstractObject {
  readonly cells = new Map<string, Cell>();
  /** The class of an instance, the bases of a class. */
  readonly classes: AbstractObject[] = [];
  /** Classes that have it among their bases. */
  readonly subclasses: AbstractObject[] = [];
  /** Fields that a class takes by position when it has no `__init__`: a dataclass. */
  fieldNames: readonly string[] | null = null;
  /** A base, or the class itself, is not known here. */
  isOpen = false;
  /** Its text tells nothing of what it holds: the answer of a server. */
  isOpaque = false;
  /** Calling it looks for the member that has a value, which a label cannot be. */
  isEnumeration = false;
  /** Where it stands in the interface of another module; null for what this file makes. */
  home: readonly [module: string, index: number] | null = null;
  /** Who has read all fields, and who looked for one that was not there. */
  private wholeReaders: Set<FunctionFlow> | null = null;
  private missedBy: Map<string, Set<FunctionFlow>> | null = null;

  /**
   * @param key tells it apart in its file
   * @param owner the function that makes it anew each time; null for what there is only one of
   */
  constructor(
    readonly form: ObjectForm,
    readonly name: string,
    readonly key: string,
    readonly owner: FunctionFlow | null,
  ) {}

  add(field: string, value: Value): void {
    if (value === nothing) return;
    let cell = this.cells.get(field);
    if (cell === undefined) {
      cell = new Cell();
      this.cells.set(field, cell);
      for (const reader of this.wholeReaders ?? []) reader.isStale = true;
      for (const reader of this.missedBy?.get(field) ?? []) reader.isStale = true;
    }
    cell.add(value);
  }

  /** One field, and those that may be it. */
  read(field: string, reader: FunctionFlow | null): Value {
    // Walking over a dict gives its keys, and a label is refused as a key.
    if (field === '[each]' && this.name === 'dict') return nothing;
    if (field === '[*]' || field === '[each]') return this.readAll(isItem, reader);
    // What is kept under names that are not known is no method of the language.
    if (field.startsWith('.__')) return this.readOne(field, reader);
    const other = field.startsWith('[') ? '[*]' : '.*';
    return join(this.readOne(field, reader), this.readOne(other, reader));
  }

  /** Every field that the name of is accepted. */
  readAll(accepts: (field: string) => boolean, reader: FunctionFlow | null): Value {
    if (reader !== null) (this.wholeReaders ??= new Set()).add(reader);
    let value = nothing;
    for (const [field, cell] of this.cells) if (accepts(field)) value = join(value, cell.read(reader));
    return value;
  }

  private noteMissed(field: string, reader: FunctionFlow): void {
    this.missedBy ??= new Map();
    const readers = this.missedBy.get(field);
    if (readers === undefined) this.missedBy.set(field, new Set([reader]));
    else readers.add(reader);
  }

  private readOne(field: string, reader: FunctionFlow | null): Value {
    const cell = this.cells.get(field);
    if (cell !== undefined) return cell.read(reader);
    // Whoever found nothing is told when there is something.
    if (reader !== null) this.noteMissed(field, reader);
    return nothing;
  }
}

/** Whether a field is an item, not an attribute. */
export function isItem(field: string): boolean {
  return field.charCodeAt(0) === 0x5b;
}
