/**
 * `itertools`: lazy iterators over other iterators. Each is a JavaScript class with `next()` that asks its sources only
 * when it is asked; none keeps more than its definition needs.
 */
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import * as combinatoric from './itertools/combinatoric.ts';
import * as grouping from './itertools/grouping.ts';
import * as infinite from './itertools/infinite.ts';
import * as selecting from './itertools/selecting.ts';

export default makeModuleObject('itertools', {
  accumulate: selecting.accumulateType,
  chain: selecting.chainType,
  combinations: combinatoric.combinationsType,
  combinations_with_replacement: combinatoric.replacementType,
  compress: selecting.compressType,
  count: infinite.countType,
  cycle: infinite.cycleType,
  dropwhile: selecting.dropWhileType,
  filterfalse: selecting.filterFalseType,
  groupby: grouping.groupByType,
  islice: selecting.sliceType,
  pairwise: grouping.pairwiseType,
  permutations: combinatoric.permutationsType,
  product: combinatoric.productType,
  repeat: infinite.repeatType,
  starmap: selecting.starMapType,
  takewhile: selecting.takeWhileType,
  tee: native('tee', '(iterable, n=2, /)', grouping.tee),
  zip_longest: grouping.zipLongestType,
});
