/** The native part of `heapq`: heaps in plain lists, as CPython arranges them. */
import { lessThan } from '../operators/comparison.ts';
import { nativeReceiver } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';

/** Frozen lists answer by themselves: what changes a const value fails at the assignment. */
function heapOf(name: string, x: Value): Value[] {
  const list = nativeReceiver(x);
  if (Array.isArray(list)) return list as Value[];
  throw error('TypeError', `${name} must be list, not ${typeName(x)}`);
}

function requireItem(heap: readonly Value[]): void {
  if (heap.length === 0) throw error('IndexError', 'index out of range');
}

function push(x: Value, item: Value): null {
  const heap = heapOf('heappush() argument 1', x);
  heap.push(item);
  rise(heap, 0, heap.length - 1);
  return null;
}

function pop(x: Value): Value {
  const heap = heapOf('heappop() argument', x);
  requireItem(heap);
  const last = heap.pop()!;
  if (heap.length === 0) return last;
  const smallest = heap[0]!;
  heap[0] = last;
  sink(heap, 0);
  return smallest;
}

function replace(x: Value, item: Value): Value {
  const heap = heapOf('heapreplace() argument 1', x);
  requireItem(heap);
  const smallest = heap[0]!;
  heap[0] = item;
  sink(heap, 0);
  return smallest;
}

function pushPop(x: Value, item: Value): Value {
  const heap = heapOf('heappushpop() argument 1', x);
  if (heap.length === 0 || !lessThan(heap[0]!, item)) return item;
  return replace(heap, item);
}

function heapify(x: Value): null {
  const heap = heapOf('heapify() argument', x);
  for (let position = (heap.length >> 1) - 1; position >= 0; position--) sink(heap, position);
  return null;
}

/** Moves the item at `position` up, not beyond `top`, to where its parent is no greater. */
function rise(heap: Value[], top: number, start: number): void {
  let position = start;
  const item = heap[position]!;
  while (position > top) {
    const parent = (position - 1) >> 1;
    const above = heap[parent]!;
    if (!isLess(item, above, heap, position)) break;
    heap[position] = above;
    position = parent;
  }
  heap[position] = item;
}

/** Moves the item at `top` to a leaf along the smaller children, then up again: fewer comparisons that way. */
function sink(heap: Value[], top: number): void {
  const end = heap.length;
  const item = heap[top]!;
  let position = top;
  for (let child = 2 * position + 1; child < end; child = 2 * position + 1) {
    if (child + 1 < end && !isLess(heap[child]!, heap[child + 1]!, heap, child)) child++;
    heap[position] = heap[child]!;
    position = child;
  }
  heap[position] = item;
  rise(heap, top, position);
}

/** @throws RuntimeError when the comparison took away what is being moved */
function isLess(left: Value, right: Value, heap: readonly Value[], position: number): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  const answer = lessThan(left, right);
  if (position >= heap.length) throw error('RuntimeError', 'list changed size during iteration');
  return answer;
}

export default makeModuleObject('_heapq', {
  heapify: native('heapify', '(heap, /)', heapify),
  heappop: native('heappop', '(heap, /)', pop),
  heappush: native('heappush', '(heap, item, /)', push),
  heappushpop: native('heappushpop', '(heap, item, /)', pushPop),
  heapreplace: native('heapreplace', '(heap, item, /)', replace),
});
