/**
 * Runs the instructions of a regular expression over a text: depth first with a stack of its own, in Python's order of
 * preference. It never hangs: where states are memorable, each is tried once (time linear in text and expression); where
 * they are not (references, lookaround, counted loops), a limit on steps ends the attempt with `TooManySteps`.
 */
import { caseVariants, isAsciiWord, isWord } from './characters.ts';
import { Op, type Program } from './program.ts';
import type { Place } from './syntax.ts';

export type Codes = Uint16Array | Uint8Array | readonly number[];

/** Thrown when a match needs more steps than any sensible one does. */
export class TooManySteps {}

/** Steps of one search: so many, and so many more for each character, so that a long text is never too long by itself. */
const mostSteps = 10_000_000;
const mostStepsPerCharacter = 100;
/** States are remembered only after so many steps: most matches never need it. */
const stepsBeforeMemory = 10_000;
const mostRemembered = 1 << 26;

/** Entries of the backtracking stack: three numbers, told apart by the first (≥ 0: instruction to go on with). */
const restore = -1;
const greedyRun = -2;
const lazyRun = -3;

export class Machine {
  readonly registers: Int32Array;
  private readonly stack: number[] = [];
  private steps = 0;
  private readonly limit: number;
  private failed: Uint32Array | null = null;

  /** @param end nothing beyond it exists for the match */
  constructor(
    private readonly program: Program,
    private readonly codes: Codes,
    private readonly end: number,
  ) {
    this.registers = new Int32Array(program.registers).fill(-1);
    this.limit = mostSteps + mostStepsPerCharacter * end;
  }

  /** Forgets what an earlier search found out: its successful states are marked as tried, too. */
  begin(): void {
    this.failed = null;
    this.steps = 0;
  }

  /** Tries to match at exactly `position`. @returns the end of the match, -1 when there is none */
  matchAt(position: number, full: boolean): number {
    this.registers.fill(-1);
    this.stack.length = 0;
    const end = this.run(0, position, full);
    if (end >= 0) {
      this.registers[0] = position;
      this.registers[1] = end;
    }
    return end;
  }

  /** Tries to match at exactly `position` something that is not empty. @returns as `matchAt` */
  matchNonEmptyAt(position: number): number {
    this.nonEmptyFrom = position;
    try {
      return this.matchAt(position, false);
    } finally {
      this.nonEmptyFrom = -1;
    }
  }

  /** Where an end of the whole match is not accepted. */
  private nonEmptyFrom = -1;

  /** Runs from an instruction until `accept`; on failure the registers are as before. */
  private run(instruction: number, position: number, full: boolean): number {
    const { program, codes, end, registers, stack } = this;
    const { instructions } = program;
    const bottom = stack.length;
    let at = instruction;
    let here = position;
    for (;;) {
      if (++this.steps > this.limit) throw new TooManySteps();
      const current = instructions[at]!;
      let alive = true;
      switch (current.op) {
        case Op.character:
          if (here < end && codes[here] === current.code) {
            here++;
            at++;
          } else alive = false;
          break;
        case Op.set:
          if (here < end && current.test(codes[here]!)) {
            here++;
            at++;
          } else alive = false;
          break;
        case Op.run: {
          const most = here + current.most;
          const limit = most < end ? most : end;
          const least = here + current.least;
          let reached = here;
          const stop = current.lazy && least < limit ? least : limit;
          const { table } = current;
          while (reached < stop) {
            const code = codes[reached]!;
            if (code < 256 ? table[code] === 0 : !current.test(code)) break;
            reached++;
          }
          this.steps += reached - here;
          if (reached < least) {
            alive = false;
            break;
          }
          if (current.lazy) {
            if (reached < limit) stack.push(limit, reached, at, lazyRun);
          } else if (reached > least) stack.push(least, reached - 1, at, greedyRun);
          here = reached;
          at++;
          break;
        }
        case Op.split:
          if (this.hasFailed(at, here)) alive = false;
          else {
            stack.push(here, current.second);
            at = current.first;
          }
          break;
        case Op.jump:
          at = current.to;
          break;
        case Op.save:
          this.setRegister(current.slot, here);
          if (current.slot & 1) this.setRegister(2 * (program.groups + 1), current.slot >> 1);
          at++;
          break;
        case Op.at:
          if (this.isAt(current.place, here)) at++;
          else alive = false;
          break;
        case Op.reference:
          here = this.matchReference(current.index, current.ignoreCase, here);
          alive = here >= 0;
          at++;
          break;
        case Op.look: {
          const from = current.behind < 0 ? here : here - current.behind;
          const height = stack.length;
          const found = from >= 0 && this.run(at + 1, from, false) >= 0;
          if (current.negative) this.unwind(height);
          else this.keepRestores(height);
          if (found === current.negative) alive = false;
          else at = current.end;
          break;
        }
        case Op.atomic: {
          const height = stack.length;
          const reached = this.run(at + 1, here, false);
          this.keepRestores(height);
          if (reached < 0) alive = false;
          else {
            here = reached;
            at = current.end;
          }
          break;
        }
        case Op.conditional:
          at = registers[2 * current.index + 1]! >= 0 ? at + 1 : current.otherwise;
          break;
        case Op.reset:
          this.setRegister(current.register, -1);
          this.setRegister(current.register + 1, -1);
          at++;
          break;
        case Op.loop: {
          const count = registers[current.register]! + 1;
          const isEmptyRound = registers[current.register + 1] === here && count > current.least;
          this.setRegister(current.register, count);
          this.setRegister(current.register + 1, here);
          if (count < current.least) at = current.body;
          else if (count >= current.most || isEmptyRound) at++;
          else if (this.hasFailed(at, here)) alive = false;
          else if (current.lazy) {
            stack.push(here, current.body);
            at++;
          } else {
            stack.push(here, at + 1);
            at = current.body;
          }
          break;
        }
        case Op.accept:
          // Inside look-around and atomic groups neither condition is asked for.
          if (instruction !== 0 || ((!full || here === end) && here !== this.nonEmptyFrom)) return here;
          alive = false;
      }
      if (alive) continue;
      for (;;) {
        if (stack.length === bottom) return -1;
        const kind = stack.pop()!;
        if (kind === restore) {
          const register = stack.pop()!;
          registers[register] = stack.pop()!;
          continue;
        }
        if (kind === greedyRun || kind === lazyRun) {
          const run = stack.pop()!;
          here = stack.pop()!;
          const bound = stack.pop()!;
          if (kind === greedyRun) {
            if (here > bound) stack.push(bound, here - 1, run, greedyRun);
          } else {
            const { test } = instructions[run] as { test: (code: number) => boolean };
            if (!test(codes[here]!)) continue;
            here++;
            if (here < bound) stack.push(bound, here, run, lazyRun);
          }
          at = run + 1;
          if (this.hasFailed(run, here)) continue;
          break;
        }
        at = kind;
        here = stack.pop()!;
        break;
      }
    }
  }

  /** True when this state was tried before; remembers it otherwise. */
  private hasFailed(at: number, here: number): boolean {
    if (!this.program.memorable || this.steps < stepsBeforeMemory) return false;
    const width = this.end + 1;
    const states = this.program.instructions.length * width;
    if (states > mostRemembered) return false;
    this.failed ??= new Uint32Array((states >> 5) + 1);
    const state = at * width + here;
    const bit = 1 << (state & 31);
    if (this.failed[state >> 5]! & bit) return true;
    this.failed[state >> 5]! |= bit;
    return false;
  }

  private setRegister(register: number, value: number): void {
    this.stack.push(this.registers[register]!, register, restore);
    this.registers[register] = value;
  }

  /** Undoes everything above `height`. */
  private unwind(height: number): void {
    const { stack, registers } = this;
    while (stack.length > height) {
      const kind = stack.pop()!;
      if (kind === restore) {
        const register = stack.pop()!;
        registers[register] = stack.pop()!;
      } else stack.length -= kind < 0 ? 3 : 1;
    }
  }

  /** Forgets alternatives above `height` but keeps what is needed to restore registers when the match goes back further. */
  private keepRestores(height: number): void {
    const { stack } = this;
    const kept: number[] = [];
    while (stack.length > height) {
      const kind = stack.pop()!;
      if (kind === restore) {
        const register = stack.pop()!;
        kept.push(restore, register, stack.pop()!);
      } else stack.length -= kind < 0 ? 3 : 1;
    }
    while (kept.length > 0) stack.push(kept.pop()!);
  }

  private matchReference(index: number, ignoreCase: boolean, here: number): number {
    const from = this.registers[2 * index]!;
    const to = this.registers[2 * index + 1]!;
    if (to < 0 || here + (to - from) > this.end) return -1;
    for (let offset = from; offset < to; offset++, here++) {
      const left = this.codes[offset]!;
      const right = this.codes[here]!;
      if (left !== right && !(ignoreCase && caseVariants(left, false).includes(right))) return -1;
    }
    return here;
  }

  private isAt(place: Place, here: number): boolean {
    const { codes, end } = this;
    switch (place) {
      case 'start':
        return here === 0;
      case 'end':
        return here === end;
      case 'line start':
        return here === 0 || codes[here - 1] === 10;
      case 'line end':
        return here === end || codes[here] === 10;
      case 'last line end':
        return here === end || (here === end - 1 && codes[here] === 10);
      case 'boundary':
        return this.isBoundary(here, isWord);
      case 'no boundary':
        return end > 0 && !this.isBoundary(here, isWord);
      case 'ascii boundary':
        return this.isBoundary(here, isAsciiWord);
      case 'no ascii boundary':
        return end > 0 && !this.isBoundary(here, isAsciiWord);
    }
  }

  private isBoundary(here: number, test: (code: number) => boolean): boolean {
    const before = here > 0 && test(this.codes[here - 1]!);
    const after = here < this.end && test(this.codes[here]!);
    return before !== after;
  }
}

/** Where a match at or after `from` begins (its registers are in the machine), -1 when there is none. */
export function searchFrom(machine: Machine, program: Program, codes: Codes, from: number, end: number): number {
  const { prefix, firstTest, leadingRun } = program;
  const lead = prefix[0];
  machine.begin();
  if (program.anchored) return from === 0 && machine.matchAt(0, false) >= 0 ? 0 : -1;
  for (let position = from; position <= end; position++) {
    if (lead !== undefined) {
      while (position < end && codes[position] !== lead) position++;
      if (position >= end) return -1;
    } else if (firstTest !== null) {
      while (position < end && !firstTest(codes[position]!)) position++;
      if (position >= end) return -1;
    }
    if (machine.matchAt(position, false) >= 0) return position;
    // What failed behind a whole run of characters fails behind each part of it, too.
    if (leadingRun !== null) while (position < end && leadingRun(codes[position]!)) position++;
  }
  return -1;
}
