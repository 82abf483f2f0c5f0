/** SHA-512 alone, with which `random` makes numbers of seeds that are text: the rest of `hashlib` stays where it is. */
import { sha512 } from '@noble/hashes/sha2.js';
import { isLabelled, refuse } from '../taint.ts';
import { bytesIn } from '../values/bytes/buffer.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { Bytes, type Value } from '../values/value.ts';

export default makeModuleObject('_sha512', {
  sha512: native('sha512', '(data, /)', (data: Value) =>
    isLabelled(data) ? refuse(data, 'encode') : new Bytes(sha512(bytesIn(data)!)),
  ),
});
