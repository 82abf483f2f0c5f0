/**
 * Evaluating conditions. A condition only looks: it runs without any authority, and contracts of what it calls are not
 * checked meanwhile, since a condition that calls its own function would never end.
 */
import { capabilityNames } from '#language/capabilities';
import { type Authority, authority } from '../authority.ts';
import { type BrokenContract, complain } from './broken.ts';

const judging = { isOn: false };

/** True while a condition is being evaluated. */
export function isJudging(): boolean {
  return judging.isOn;
}

/** Forgets what a program that was ended in the middle left behind. */
export function forgetJudging(): void {
  judging.isOn = false;
}

/** Denies every capability there is; names without a dot stand for all below them. */
const nothing: Authority = {
  declaration: { owner: 'contract', allow: [], deny: capabilityNames.filter((name) => !name.includes('.')) },
  outer: null,
};

/** Evaluates conditions: gives what `run` gives. @throws what the condition raises */
export function judge<Result>(run: () => Result): Result {
  const outer = authority.current;
  authority.current = nothing;
  judging.isOn = true;
  try {
    return run();
  } finally {
    judging.isOn = false;
    authority.current = outer;
  }
}

/** Evaluates a condition and acts on the answer. @throws ContractError when it is broken and contracts are on */
export function demand(run: () => BrokenContract | null): void {
  const broken = judge(run);
  if (broken !== null) complain(broken);
}
