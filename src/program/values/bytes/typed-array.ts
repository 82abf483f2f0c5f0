/** The state of an `array.array`: items of one format in a buffer that grows by doubling. Methods stand in the library. */
import type { Value } from '../value.ts';
import { itemFormats } from './formats.ts';

export class TypedArray {
  private store: Uint8Array = new Uint8Array(0);
  length = 0;

  /** @param format the item format by which items are read and written (`I` for the characters of typecode `u`) */
  constructor(
    readonly typecode: string,
    readonly format: string,
  ) {}

  get itemSize(): number {
    return itemFormats[this.format]!.size;
  }

  /** The bytes of all items; writing there changes them. */
  get data(): Uint8Array {
    return this.store.subarray(0, this.length * this.itemSize);
  }

  /** Replaces all items. */
  set data(bytes: Uint8Array) {
    this.store = bytes;
    this.length = bytes.length / this.itemSize;
  }

  private view(): DataView {
    return new DataView(this.store.buffer, this.store.byteOffset, this.store.byteLength);
  }

  get(index: number): Value {
    return itemFormats[this.format]!.read(this.view(), index * this.itemSize);
  }

  /** Undefined when written; else what is wrong with the value. */
  set(index: number, value: Value): 'type' | 'range' | undefined {
    return itemFormats[this.format]!.write(this.view(), index * this.itemSize, value);
  }

  /** Makes room for one more item at the end; it is zero. */
  grow(): void {
    const { itemSize } = this;
    if ((this.length + 1) * itemSize > this.store.length) {
      const larger = new Uint8Array(Math.max(this.length * 2, 8) * itemSize);
      larger.set(this.data);
      this.store = larger;
    }
    this.length++;
  }

  /** Removes the last item. */
  shrink(): void {
    this.length--;
    this.store.fill(0, this.length * this.itemSize, (this.length + 1) * this.itemSize);
  }
}
