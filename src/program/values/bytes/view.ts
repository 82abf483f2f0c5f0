/**
 * The state of a `memoryview`: a window on the bytes of another object, with steps and an item format. Its methods stand
 * in `memoryview.ts`.
 */
import { error } from '../exceptions.ts';
import type { Value } from '../value.ts';
import { itemFormats } from './formats.ts';

/** Anything whose bytes can be viewed. */
export interface BufferOwner {
  readonly data: Uint8Array;
}

export class MemoryView {
  isReleased = false;

  /**
   * @param offset of the first item, in bytes
   * @param length number of items
   * @param stride from one item to the next, in bytes
   * @param shape of more than one dimension (then contiguous), else null
   */
  constructor(
    readonly owner: BufferOwner,
    readonly isReadOnly: boolean,
    readonly format: string,
    readonly offset: number,
    readonly length: number,
    readonly stride: number,
    readonly shape: readonly number[] | null,
  ) {}

  get itemSize(): number {
    return itemFormats[this.format]!.size;
  }

  /** @throws ValueError after `release` */
  check(): void {
    if (this.isReleased) throw error('ValueError', 'operation forbidden on released memoryview object');
  }

  /** Where an item stands in the owner's bytes. @throws IndexError when the owner has shrunk */
  place(index: number): number {
    const at = this.offset + index * this.stride;
    if (at + this.itemSize > this.owner.data.length) throw error('IndexError', 'index out of bounds on dimension 1');
    return at;
  }

  dataView(): DataView {
    const { data } = this.owner;
    return new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  read(index: number): Value {
    return itemFormats[this.format]!.read(this.dataView(), this.place(index));
  }

  /** @throws TypeError, ValueError when the value does not fit the format */
  write(index: number, value: Value): void {
    const wrong = itemFormats[this.format]!.write(this.dataView(), this.place(index), value);
    if (wrong === 'type') throw error('TypeError', `memoryview: invalid type for format '${this.format}'`);
    if (wrong === 'range') throw error('ValueError', `memoryview: invalid value for format '${this.format}'`);
  }

  /** The bytes of all items one after the other: the owner's own where they already stand so. */
  contiguous(): Uint8Array {
    this.check();
    const { offset, length, stride, itemSize, owner } = this;
    if (stride === itemSize) return owner.data.subarray(offset, offset + length * itemSize);
    const bytes = new Uint8Array(length * itemSize);
    for (let index = 0; index < length; index++) {
      const at = this.place(index);
      bytes.set(owner.data.subarray(at, at + itemSize), index * itemSize);
    }
    return bytes;
  }
}
