/** Clocks by name and by number: `get_clock_info`, `clock_gettime` and its kin. All of them read the two clocks of the run. */
import { requireInteger } from '../../operators/indexing.ts';
import { defineNativeType } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { native } from '../../values/functions.ts';
import { normalInteger } from '../../values/integers.ts';
import { repr } from '../../values/representation.ts';
import { Float, type Value } from '../../values/value.ts';
import { monotonicNanoseconds, wallNanoseconds } from './clock.ts';

const resolution = new Float(1e-9);

/** What `get_clock_info` says of a clock. */
class ClockInfo {
  constructor(
    readonly implementation: string,
    readonly monotonic: boolean,
    readonly adjustable: boolean,
  ) {}
}
defineNativeType({
  name: 'SimpleNamespace',
  module: 'types',
  prototype: ClockInfo.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create 'types.SimpleNamespace' instances");
  },
  isFinal: true,
  methods: {
    __repr__(this: ClockInfo) {
      const shown = [this.implementation, this.monotonic, this.adjustable, resolution].map((each) =>
        String(repr(each)),
      );
      return `namespace(implementation=${shown[0]}, monotonic=${shown[1]}, adjustable=${shown[2]}, resolution=${shown[3]})`;
    },
  },
  properties: {
    implementation(this: ClockInfo) {
      return this.implementation;
    },
    monotonic(this: ClockInfo) {
      return this.monotonic;
    },
    adjustable(this: ClockInfo) {
      return this.adjustable;
    },
    resolution() {
      return resolution;
    },
  },
});

const numbers = {
  CLOCK_REALTIME: 0,
  CLOCK_MONOTONIC: 1,
  CLOCK_PROCESS_CPUTIME_ID: 2,
  CLOCK_THREAD_CPUTIME_ID: 3,
  CLOCK_MONOTONIC_RAW: 4,
  CLOCK_BOOTTIME: 7,
  CLOCK_TAI: 11,
} as const;

const named: Readonly<Record<string, keyof typeof numbers>> = {
  time: 'CLOCK_REALTIME',
  monotonic: 'CLOCK_MONOTONIC',
  perf_counter: 'CLOCK_MONOTONIC',
  process_time: 'CLOCK_PROCESS_CPUTIME_ID',
  thread_time: 'CLOCK_THREAD_CPUTIME_ID',
};

function clockInfo(name: Value): Value {
  const clock = typeof name === 'string' && Object.hasOwn(named, name) ? named[name] : undefined;
  if (clock === undefined) throw error('ValueError', 'unknown clock');
  const isWall = clock === 'CLOCK_REALTIME';
  return new ClockInfo(`clock_gettime(${clock})`, !isWall, isWall) as unknown as Value;
}

/** @throws OSError for a number that names no clock */
function nanosecondsOf(clock: Value): bigint {
  const number = Number(requireInteger(clock));
  if (!Object.values(numbers).includes(number as 0)) throw error('OSError', 22, 'Invalid argument');
  return number === numbers.CLOCK_REALTIME || number === numbers.CLOCK_TAI ? wallNanoseconds() : monotonicNanoseconds();
}

/** No capability lets a program set a clock. @throws PermissionError, OSError for clocks that nobody sets */
function setClock(clock: Value): never {
  if (Number(requireInteger(clock)) !== numbers.CLOCK_REALTIME) throw error('OSError', 22, 'Invalid argument');
  throw error('PermissionError', 1, 'Operation not permitted');
}

export const clocks = {
  ...numbers,
  get_clock_info: native('get_clock_info', '(name, /)', clockInfo),
  clock_getres: native('clock_getres', '(clk_id, /)', (clock: Value) => {
    nanosecondsOf(clock);
    return resolution;
  }),
  clock_gettime: native(
    'clock_gettime',
    '(clk_id, /)',
    (clock: Value) => new Float(Number(nanosecondsOf(clock)) / 1e9),
  ),
  clock_gettime_ns: native('clock_gettime_ns', '(clk_id, /)', (clock: Value) => normalInteger(nanosecondsOf(clock))),
  clock_settime: native('clock_settime', '(clk_id, time, /)', setClock),
  clock_settime_ns: native('clock_settime_ns', '(clk_id, time, /)', setClock),
};
