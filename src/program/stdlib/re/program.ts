/**
 * Turns the tree of a regular expression into instructions for the matcher, with what it needs to be quick: the first
 * characters that can begin a match, and whether failed states may be remembered (which makes matching linear).
 */
import { type CharacterTest, type Tabulated, tabulated } from './characters.ts';
import { canBeEmpty } from './native-source.ts';
import { type Expression, type Node, PatternProblem, type Place, widthOf } from './syntax.ts';

/** What an instruction does. Numbers, because the matcher chooses by them at every step. */
export const Op = {
  character: 0,
  set: 1,
  run: 2,
  split: 3,
  jump: 4,
  save: 5,
  at: 6,
  reference: 7,
  look: 8,
  atomic: 9,
  conditional: 10,
  reset: 11,
  loop: 12,
  accept: 13,
} as const;

export type Instruction =
  | { readonly op: typeof Op.character; readonly code: number }
  | { readonly op: typeof Op.set; readonly test: CharacterTest }
  /** A run of single characters: the commonest loop, done without a trip through the instructions. */
  | {
      readonly op: typeof Op.run;
      readonly test: CharacterTest;
      /** Its answers for the first 256 code points. */
      readonly table: Uint8Array;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    }
  | { op: typeof Op.split; first: number; second: number }
  | { op: typeof Op.jump; to: number }
  | { readonly op: typeof Op.save; readonly slot: number }
  | { readonly op: typeof Op.at; readonly place: Place }
  | { readonly op: typeof Op.reference; readonly index: number; readonly ignoreCase: boolean }
  | { op: typeof Op.look; readonly behind: number; readonly negative: boolean; end: number }
  | { op: typeof Op.atomic; end: number }
  | { op: typeof Op.conditional; readonly index: number; otherwise: number }
  /** Counted loops: `counter` and `position` are registers. */
  | { readonly op: typeof Op.reset; readonly register: number }
  | {
      op: typeof Op.loop;
      readonly register: number;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
      body: number;
    }
  | { readonly op: typeof Op.accept };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly groups: number;
  /** Registers: two for each group (and the whole), one for the group that closed last, two for each counted loop. */
  readonly registers: number;
  /** No state depends on anything but instruction and position, so that a failed one need not be tried again. */
  readonly memorable: boolean;
  /** Every match begins at the start of the text. */
  readonly anchored: boolean;
  /** The text every match begins with, as code points. */
  readonly prefix: readonly number[];
  /** The characters of an unbounded run that every match begins with, when nothing but positions decides what follows. */
  readonly leadingRun: CharacterTest | null;
  /** A test for the first character, when every match has one. */
  readonly firstTest: CharacterTest | null;
}

const mostInstructions = 200_000;
/** Instructions that a counted loop may become when it is written out. */
const mostUnrolled = 500;

export function compileExpression(expression: Expression): Program {
  return new Compiler(expression).compile();
}

class Compiler {
  private readonly code: Instruction[] = [];
  private registers: number;
  private memorable = true;

  constructor(private readonly expression: Expression) {
    this.registers = 2 * (expression.groups + 1) + 1;
  }

  compile(): Program {
    this.emitNode(this.expression.tree);
    this.emit({ op: Op.accept });
    const { tree, groups } = this.expression;
    return {
      instructions: this.code,
      groups,
      registers: this.registers,
      memorable: this.memorable,
      anchored: isAnchored(tree),
      prefix: prefixOf(tree),
      leadingRun: this.memorable ? leadingRun(tree) : null,
      firstTest: firstTest(tree),
    };
  }

  private emit<T extends Instruction>(instruction: T): T {
    if (this.code.length >= mostInstructions) throw new PatternProblem('the expression is too large', null);
    this.code.push(instruction);
    return instruction;
  }

  private emitNode(node: Node): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'character':
        this.emit({ op: Op.character, code: node.code });
        return;
      case 'set':
        this.emit({ op: Op.set, test: node.test });
        return;
      case 'sequence':
        for (const part of node.parts) this.emitNode(part);
        return;
      case 'choice':
        this.emitChoice(node.options);
        return;
      case 'group':
        this.emit({ op: Op.save, slot: 2 * node.index });
        this.emitNode(node.body);
        this.emit({ op: Op.save, slot: 2 * node.index + 1 });
        return;
      case 'repeat':
        this.emitRepeat(node);
        return;
      case 'atomic':
        this.emitAtomic(() => this.emitNode(node.body));
        return;
      case 'look': {
        this.memorable = false;
        const behind = node.behind ? widthOf(node.body, this.groupWidths())! : -1;
        const look = this.emit({ op: Op.look, behind, negative: node.negative, end: 0 });
        this.emitNode(node.body);
        this.emit({ op: Op.accept });
        look.end = this.code.length;
        return;
      }
      case 'reference':
        this.memorable = false;
        this.emit({ op: Op.reference, index: node.index, ignoreCase: node.ignoreCase });
        return;
      case 'conditional': {
        this.memorable = false;
        const test = this.emit({ op: Op.conditional, index: node.index, otherwise: 0 });
        this.emitNode(node.yes);
        const jump = this.emit({ op: Op.jump, to: 0 });
        test.otherwise = this.code.length;
        this.emitNode(node.no);
        jump.to = this.code.length;
        return;
      }
      case 'at':
        this.emit({ op: Op.at, place: node.place });
    }
  }

  private groupWidths(): (number | null)[] {
    const widths: (number | null)[] = [];
    const visit = (node: Node): void => {
      if (node.kind === 'sequence') node.parts.forEach(visit);
      else if (node.kind === 'choice') node.options.forEach(visit);
      else if (node.kind === 'conditional') [node.yes, node.no].forEach(visit);
      else if ('body' in node) visit(node.body);
      if (node.kind === 'group') widths[node.index] = widthOf(node.body, widths);
    };
    visit(this.expression.tree);
    return widths;
  }

  private emitChoice(options: readonly Node[]): void {
    const jumps: { to: number }[] = [];
    options.forEach((option, index) => {
      if (index === options.length - 1) {
        this.emitNode(option);
        return;
      }
      const split = this.emit({ op: Op.split, first: this.code.length + 1, second: 0 });
      this.emitNode(option);
      jumps.push(this.emit({ op: Op.jump, to: 0 }));
      split.second = this.code.length;
    });
    for (const jump of jumps) jump.to = this.code.length;
  }

  private emitAtomic(body: () => void): void {
    this.memorable = false;
    const atomic = this.emit({ op: Op.atomic, end: 0 });
    body();
    this.emit({ op: Op.accept });
    atomic.end = this.code.length;
  }

  /**
   * Writes a short counted loop out as its rounds: `(ab){2,3}` as `(ab)(ab)(ab)?`. Then no state counts, and failed ones can be
   * remembered.
   */
  private unrolled(node: Extract<Node, { kind: 'repeat' }>): boolean {
    const { body, least, most, mode } = node;
    const counts = least > 1 || most !== Number.POSITIVE_INFINITY;
    // Rounds that match nothing end a loop early, which copies of the body would not.
    if (!counts || sizeOf(node) > mostUnrolled || canBeEmpty(body)) return false;
    for (let round = 0; round < least; round++) this.emitNode(body);
    if (most === Number.POSITIVE_INFINITY) {
      this.emitRepeat({ ...node, least: 0 });
      return true;
    }
    // Each further round stands inside the one before: without that one there is none.
    const splits: { first: number; second: number }[] = [];
    for (let round = least; round < most; round++) {
      splits.push(this.emit({ op: Op.split, first: 0, second: 0 }));
      splits.at(-1)![mode === 'lazy' ? 'second' : 'first'] = this.code.length;
      this.emitNode(body);
    }
    for (const split of splits) split[mode === 'lazy' ? 'first' : 'second'] = this.code.length;
    return true;
  }

  private emitRepeat(node: Extract<Node, { kind: 'repeat' }>): void {
    if (node.mode === 'possessive') {
      this.emitAtomic(() => this.emitRepeat({ ...node, mode: 'greedy' }));
      return;
    }
    const { body, least, most } = node;
    const lazy = node.mode === 'lazy';
    if (body.kind === 'character' || body.kind === 'set') {
      const test = body.kind === 'set' ? body.test : characterTest(body.code);
      const { table } = test.table === undefined ? tabulated(test) : (test as Tabulated);
      this.emit({ op: Op.run, test, table, least, most, lazy });
    } else if (least === 0 && most === 1) {
      const split = this.emit({ op: Op.split, first: 0, second: 0 });
      const start = this.code.length;
      this.emitNode(body);
      split.first = lazy ? this.code.length : start;
      split.second = lazy ? start : this.code.length;
    } else {
      if (this.unrolled(node)) return;
      // A loop that counts no further than one depends on nothing but its position.
      if (least > 1 || most !== Number.POSITIVE_INFINITY) this.memorable = false;
      const register = this.registers;
      this.registers += 2;
      this.emit({ op: Op.reset, register });
      const enter = this.emit({ op: Op.jump, to: 0 });
      const start = this.code.length;
      this.emitNode(body);
      enter.to = this.code.length;
      this.emit({ op: Op.loop, register, least, most, lazy, body: start });
    }
  }
}

/** The run at the beginning of a tree: one or more, or any number, of characters, as many as there are. */
function leadingRun(node: Node): CharacterTest | null {
  if (node.kind === 'group') return leadingRun(node.body);
  if (node.kind === 'sequence') return leadingRun(node.parts[0]!);
  if (node.kind !== 'repeat' || node.least > 1 || node.most !== Number.POSITIVE_INFINITY) return null;
  if (node.body.kind === 'set') return node.body.test;
  return node.body.kind === 'character' ? characterTest(node.body.code) : null;
}

/** How many instructions a node takes, roughly. */
function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + sizeOf(part), 0);
    case 'choice':
      return node.options.reduce((sum, option) => sum + sizeOf(option) + 2, 0);
    case 'conditional':
      return 2 + sizeOf(node.yes) + sizeOf(node.no);
    case 'repeat':
      return 2 + sizeOf(node.body) * (node.most === Number.POSITIVE_INFINITY ? Math.max(1, node.least) : node.most);
    case 'group':
    case 'atomic':
    case 'look':
      return 2 + sizeOf(node.body);
    default:
      return 1;
  }
}

function characterTest(code: number): CharacterTest {
  return (other) => other === code;
}

/** Every match begins at the start of the text. */
export function isAnchored(node: Node): boolean {
  if (node.kind === 'at') return node.place === 'start';
  if (node.kind === 'group' || node.kind === 'atomic') return isAnchored(node.body);
  if (node.kind === 'choice') return node.options.every(isAnchored);
  return node.kind === 'sequence' && isAnchored(node.parts[0]!);
}

/** Characters that every match begins with, one after the other. */
function prefixOf(node: Node): number[] {
  if (node.kind === 'character') return [node.code];
  if (node.kind === 'group') return prefixOf(node.body);
  if (node.kind !== 'sequence') return [];
  const prefix: number[] = [];
  for (const part of node.parts) {
    prefix.push(...prefixOf(part));
    if (part.kind !== 'character') break;
  }
  return prefix;
}

/** What the first character of every match passes, null when a match may be empty or begin with anything. */
function firstTest(node: Node): CharacterTest | null {
  switch (node.kind) {
    case 'character':
      return characterTest(node.code);
    case 'set':
      return node.test;
    case 'group':
    case 'atomic':
      return firstTest(node.body);
    case 'repeat':
      return node.least > 0 ? firstTest(node.body) : null;
    case 'choice': {
      const tests = node.options.map(firstTest);
      if (tests.length > 8 || tests.some((test) => test === null)) return null;
      return (code) => tests.some((test) => test!(code));
    }
    case 'sequence': {
      for (const part of node.parts) {
        if (part.kind === 'at' || part.kind === 'look') continue;
        return firstTest(part);
      }
      return null;
    }
    default:
      return null;
  }
}
