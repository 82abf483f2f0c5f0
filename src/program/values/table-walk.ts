/** Walking the entries of a table in order, in whichever form it is; changes meanwhile are noticed as CPython does. */
import { needed } from '../operators/hash.ts';
import type { Slots } from './hash-slots.ts';
import type { Table } from './hash-table.ts';
import type { Value } from './value.ts';

export class TableWalk {
  key: Value | undefined = undefined;
  value: Value | undefined = undefined;
  private entries: Iterator<[unknown, Value]> | null;
  private passed = 0;
  private position = 0;
  private readonly size: number;
  private readonly moves: number;
  private readonly deletions: number;

  constructor(
    private readonly table: Table,
    private readonly kind: 'dictionary' | 'Set',
  ) {
    this.size = table.size;
    this.entries = table.map === null ? null : table.map.entries();
    this.position = table.slots?.first ?? 0;
    this.moves = table.slots?.moves ?? 0;
    this.deletions = table.deletions;
  }

  /** Moves to the next entry; false at the end. @throws RuntimeError when the table changed its size or order */
  advance(): boolean {
    const { table } = this;
    if (table.size !== this.size) needed.fail('RuntimeError', `${this.kind} changed size during iteration`);
    const { names, map } = table;
    if (names !== null) return this.advanceRecord(names);
    if (map !== null) return this.advanceMap(map);
    return this.advanceSlots(table.slots!);
  }

  private advanceRecord(names: readonly (string | undefined)[]): boolean {
    while (this.position < names.length) {
      const key = names[this.position];
      if (key !== undefined) return this.arrive(key, this.table.fields[this.position++]!);
      this.position++;
    }
    return false;
  }

  private advanceMap(map: Map<unknown, Value>): boolean {
    const { originals } = this.table;
    if (this.entries === null) this.entries = this.entriesAfterRecord(map);
    const step = this.entries.next();
    if (step.done === true) return false;
    const key = step.value[0] as Value;
    return this.arrive(originals === null ? key : (originals.get(key) ?? key), step.value[1]);
  }

  /** The table was a record when we began: a map holds the same entries, without gaps. */
  private entriesAfterRecord(map: Map<unknown, Value>): Iterator<[unknown, Value]> {
    if (this.table.deletions !== this.deletions) this.refuseMoved();
    const entries = map.entries();
    for (let index = 0; index < this.passed; index++) entries.next();
    return entries;
  }

  private advanceSlots(slots: Slots): boolean {
    // The table became slots since we began: they stand in the order that we walked.
    if (this.entries !== null && this.passed > this.position) this.position = this.passed;
    if (slots.moves !== this.moves) this.refuseMoved();
    const { keys } = slots;
    while (this.position < keys.length) {
      const key = keys[this.position];
      if (key !== undefined) return this.arrive(key, slots.values[this.position++]!);
      this.position++;
    }
    return false;
  }

  private arrive(key: Value, value: Value): boolean {
    // As many came as were deleted, and one of those deleted had been passed.
    if (this.passed === this.size && this.kind === 'dictionary') this.refuseMoved();
    this.key = key;
    this.value = value;
    this.passed++;
    return true;
  }

  private refuseMoved(): never {
    return needed.fail('RuntimeError', `${this.kind} keys changed during iteration`);
  }

  remaining(): number {
    return Math.max(0, this.size - this.passed);
  }
}
