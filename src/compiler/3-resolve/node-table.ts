/**
 * Side tables keyed by node id. Ids are small and dense, so a table is an array; it reads like a `Map`, whose hashing would
 * cost more than what the phases do with most nodes.
 */
import type { NodeId } from '#language/ast';

export interface ReadonlyNodeTable<Value> {
  get(id: NodeId): Value | undefined;
  has(id: NodeId): boolean;
}

export class NodeTable<Value> implements ReadonlyNodeTable<Value> {
  private readonly values: (Value | undefined)[];

  /** @param nodeCount ids are smaller than this */
  constructor(nodeCount: number) {
    // Filled, because the engine reads an array with holes more slowly.
    this.values = new Array<Value | undefined>(nodeCount).fill(undefined);
  }

  get(id: NodeId): Value | undefined {
    return this.values[id];
  }

  has(id: NodeId): boolean {
    return this.values[id] !== undefined;
  }

  set(id: NodeId, value: Value): void {
    this.values[id] = value;
  }
}

/** A set of node ids. */
export class NodeSet {
  private readonly members: Uint8Array;

  /** @param nodeCount ids are smaller than this */
  constructor(nodeCount: number) {
    this.members = new Uint8Array(nodeCount);
  }

  has(id: NodeId): boolean {
    return this.members[id] === 1;
  }

  add(id: NodeId): void {
    this.members[id] = 1;
  }

  delete(id: NodeId): void {
    this.members[id] = 0;
  }
}
