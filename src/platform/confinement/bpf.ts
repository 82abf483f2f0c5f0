/**
 * Classic BPF programs for seccomp, as a small list of rules: a system call is either allowed, allowed under a condition
 * on one of its arguments, or answered with an error number. Whatever no rule names is refused with EPERM.
 * Arguments are compared as the kernel reads them: 32 bits for identifiers and commands, 64 bits for pointers.
 */

export interface Condition {
  /** Index of the argument, 0 to 5. */
  readonly argument: number;
  /** The argument must be one of these 32-bit values. */
  readonly oneOf?: readonly number[];
  /** The argument must be none of these 32-bit values. */
  readonly noneOf?: readonly number[];
  /** All 64 bits of the argument must be zero (a null pointer). */
  readonly isNull?: true;
}

export type Rule =
  | { readonly call: number; readonly when?: readonly Condition[] }
  | { readonly call: number; readonly answer: number };

const load = 0x20;
const jumpIfEqual = 0x15;
const jumpIfAtLeast = 0x35;
const answer = 0x06;
const allow = 0x7fff0000;
const killProcess = 0x80000000;
const failWith = (errorNumber: number): number => 0x00050000 | errorNumber;
const notPermitted = 1;
const x32Bit = 0x40000000;
const callOffset = 0;
const architectureOffset = 4;
const argumentOffset = (index: number): number => 16 + index * 8;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/**
 * @param architecture AUDIT_ARCH value; calls made under any other ABI kill the process
 * @param rules tried in order, so frequent calls belong first
 * @returns the program in the kernel's layout (8 bytes an instruction)
 */
export function assembleFilter(architecture: number, rules: readonly Rule[]): Uint8Array {
  const program: Instruction[] = [
    [load, 0, 0, architectureOffset],
    [jumpIfEqual, 1, 0, architecture],
    [answer, 0, 0, killProcess],
    [load, 0, 0, callOffset],
    [jumpIfAtLeast, 0, 1, x32Bit],
    [answer, 0, 0, killProcess],
  ];
  for (const rule of rules) {
    const body = bodyOf(rule);
    program.push([jumpIfEqual, 0, body.length, rule.call], ...body);
  }
  program.push([answer, 0, 0, failWith(notPermitted)]);
  return encode(program);
}

/** What happens once the call number matched; every path ends in an answer. */
function bodyOf(rule: Rule): Instruction[] {
  if ('answer' in rule) return [[answer, 0, 0, failWith(rule.answer)]];
  const tests = (rule.when ?? []).flatMap(testsOf);
  const refusal = tests.length + 1;
  return [
    ...tests.map(([code, ifTrue, ifFalse, value], index): Instruction => {
      const resolve = (target: number): number => (target === fail ? refusal - index - 1 : target);
      return [code, resolve(ifTrue), resolve(ifFalse), value];
    }),
    [answer, 0, 0, allow],
    [answer, 0, 0, failWith(notPermitted)],
  ];
}

/** A jump target that stands for "refuse". */
const fail = -1;

function testsOf(condition: Condition): Instruction[] {
  const low = argumentOffset(condition.argument);
  const tests: Instruction[] = [[load, 0, 0, low]];
  if (condition.isNull) tests.push([jumpIfEqual, 0, fail, 0], [load, 0, 0, low + 4], [jumpIfEqual, 0, fail, 0]);
  condition.oneOf?.forEach((value, index, all) => {
    const left = all.length - index - 1;
    tests.push([jumpIfEqual, left, left === 0 ? fail : 0, value]);
  });
  for (const value of condition.noneOf ?? []) tests.push([jumpIfEqual, fail, 0, value]);
  return tests;
}

function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = new Uint8Array(program.length * 8);
  const view = new DataView(bytes.buffer);
  program.forEach(([code, ifTrue, ifFalse, value], index) => {
    view.setUint16(index * 8, code, true);
    view.setUint8(index * 8 + 2, ifTrue);
    view.setUint8(index * 8 + 3, ifFalse);
    view.setUint32(index * 8 + 4, value >>> 0, true);
  });
  return bytes;
}
