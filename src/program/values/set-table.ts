/**
 * The table under `set` and `frozenset`: walked in CPython's order where a program can rely on that (`set-order.ts`),
 * else in order of insertion. Nothing is paid for it until somebody looks: the order is worked out from the insertions
 * when a set is first walked or something leaves it, and kept up from then on.
 */
import { Table } from './hash-table.ts';
import { SetOrder } from './set-order.ts';
import type { Value } from './value.ts';

export class SetTable extends Table {
  private order: SetOrder | null = null;
  /** An item has no hash to rely on: order of insertion is as good as any. */
  private isArbitrary = false;
  /** So many of the first items came at once, out of another set that had got them one by one. */
  copied = 0;

  /** The order of the items; null when it is that of insertion. */
  observedOrder(): SetOrder | null {
    if (this.order === null && !this.isArbitrary) {
      this.order = this.beginsWithText() ? null : SetOrder.of(this.storedKeys(), this.copied);
      this.isArbitrary = this.order === null;
    }
    return this.order;
  }

  /** The usual reason why there is no order, found without looking at all items. */
  private beginsWithText(): boolean {
    if (this.map !== null) return typeof this.map.keys().next().value === 'string';
    return this.names !== null && this.size > 0;
  }

  override set(key: Value, value: Value): void {
    const { order } = this;
    if (order === null) {
      super.set(key, value);
      return;
    }
    const { size } = this;
    super.set(key, value);
    if (this.size === size || order.add(key)) return;
    this.forgetOrder();
  }

  override remove(key: Value): Value | undefined {
    const order = this.observedOrder();
    if (order === null) return super.remove(key);
    const own = typeof key === 'number' && this.originals === null ? key : this.originalOf(key);
    const value = super.remove(key);
    if (value !== undefined) order.remove(own!);
    return value;
  }

  override removeEnd(last: boolean): readonly [key: Value, value: Value] | null {
    const order = this.size === 0 || this.frozen ? null : this.observedOrder();
    if (order === null) return super.removeEnd(last);
    const key = order.pop();
    return [key, super.remove(key)!];
  }

  override clear(): void {
    super.clear();
    this.order = null;
    this.isArbitrary = false;
    this.copied = 0;
  }

  override keyArray(): Value[] {
    return this.observedOrder()?.keys() ?? this.storedKeys();
  }

  /** Adds the items of another set. */
  override addAll(other: SetTable): void {
    const theirs = other.observedOrder();
    const own = this.observedOrder();
    if (theirs === null || own === null) {
      super.addAll(other);
      if (theirs === null) this.forgetOrder();
    } else if (own.isUnused()) {
      this.order = null;
      super.addAll(other);
      this.order = own;
      own.take(theirs);
    } else if (other.size > 0) {
      own.reserve(other.size);
      for (const key of theirs.keys()) this.set(key, true);
    }
  }

  private forgetOrder(): void {
    this.order = null;
    this.isArbitrary = true;
  }

  /** Makes room as for the items of another set or dict. */
  reserve(count: number): void {
    this.observedOrder()?.reserve(count);
  }

  /** To be called when the items of another set were taken away. */
  tidy(): void {
    this.order?.tidy();
  }
}
