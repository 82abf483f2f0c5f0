/** Random bytes from the host, fetched in blocks: a request each would cost a round trip. */
import { host } from '../host-link.ts';
import { requireSize } from '../operators/indexing.ts';
import { requireLeave } from '../standing-leave.ts';
import { bare } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { Bytes, type Value } from '../values/value.ts';

const blockSize = 4096;
/** More at once is refused by the host. */
const largest = 65536;

let block = new Uint8Array(0);
let used = 0;

function requestBytes(count: number): Uint8Array {
  const answer = bare(host().ask('random.bytes', [count]));
  if (!(answer instanceof Bytes)) throw new Error('the host answered a request for random bytes with something else');
  return answer.data;
}

/** `count` random bytes, none of which is given twice. */
function randomBytes(count: Value): Value {
  const size = requireSize(count);
  if (size < 0) throw error('ValueError', 'negative argument not allowed');
  requireLeave('random.read');
  const bytes = new Uint8Array(size);
  for (let filled = 0; filled < size; ) {
    if (used === block.length) {
      block = requestBytes(Math.min(largest, Math.max(blockSize, size - filled))).slice();
      used = 0;
    }
    const part = block.subarray(used, used + Math.min(size - filled, block.length - used));
    bytes.set(part, filled);
    part.fill(0);
    used += part.length;
    filled += part.length;
  }
  return new Bytes(bytes);
}

export default makeModuleObject('_entropy', { random_bytes: native('random_bytes', '(count, /)', randomBytes) });
