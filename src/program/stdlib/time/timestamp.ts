/** Seconds since 1970 as programs give them: ints or floats, within what a C library can take. */
import { integerOf } from '../../operators/indexing.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { error } from '../../values/exceptions.ts';
import { typeName } from '../../values/type-of.ts';
import { Float, type Value } from '../../values/value.ts';

export interface Timestamp {
  readonly seconds: number;
  readonly microseconds: number;
}

const outOfRange = () => error('OverflowError', 'timestamp out of range for platform time_t');

/**
 * @param rounding `floor` to whole seconds, or `half-even` to microseconds
 * @throws TypeError, ValueError, OverflowError, OSError when no year of a C library holds it
 */
export function timestampOf(x: Value, rounding: 'floor' | 'half-even'): Timestamp {
  if (isLabelled(x)) return refuse(x, 'number');
  if (!(x instanceof Float)) {
    const integer = integerOf(x);
    if (integer === undefined) throw error('TypeError', `'${typeName(x)}' object cannot be interpreted as an integer`);
    if (BigInt.asIntN(64, BigInt(integer)) !== BigInt(integer)) throw outOfRange();
    return checked({ seconds: Number(integer), microseconds: 0 });
  }
  if (Number.isNaN(x.value)) throw error('ValueError', 'Invalid value NaN (not a number)');
  if (!(Math.abs(x.value) < 2 ** 63)) throw outOfRange();
  if (rounding === 'floor') return checked({ seconds: Math.floor(x.value) + 0, microseconds: 0 });
  return checked(toMicroseconds(x.value));
}

function toMicroseconds(value: number): Timestamp {
  const seconds = Math.trunc(value);
  const microseconds = roundHalfEven((value - seconds) * 1e6);
  if (microseconds >= 1e6) return { seconds: seconds + 1, microseconds: microseconds - 1e6 };
  if (microseconds < 0) return { seconds: seconds - 1, microseconds: microseconds + 1e6 };
  return { seconds: seconds + 0, microseconds: microseconds + 0 };
}

function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x - Math.trunc(x)) === 0.5 ? 2 * Math.round(x / 2) : rounded;
}

/** Seconds beyond which the year no longer fits 32 bits. */
const greatestSeconds = 67768036191676800;
const leastSeconds = -67768040609740800;

function checked(timestamp: Timestamp): Timestamp {
  if (timestamp.seconds >= greatestSeconds || timestamp.seconds < leastSeconds) {
    throw error('OSError', 75, 'Value too large for defined data type');
  }
  return timestamp;
}
