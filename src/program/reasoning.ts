/** `reason "why":` blocks tell the host what they read and what they concluded. */
import { shown } from './contracts/broken.ts';
import { host } from './host-link.ts';
import type { Value } from './values/value.ts';

export interface StartedReason {
  readonly why: string;
  readonly inputs: string;
}

/** Called when a block begins; labelled inputs are told by their label only. */
export function reasonStart(why: Value, names: readonly string[], values: readonly Value[]): StartedReason {
  const inputs = names.map(
    (name, index) => `${name} = ${values[index] === undefined ? '<unbound>' : shown(values[index])}`,
  );
  return { why: shown(why), inputs: inputs.join(', ') };
}

/** Called when it ends, with its value. */
export function reasonEnd(started: StartedReason, conclusion: Value): void {
  host().note('reasoning_complete', { ...started, conclusion: shown(conclusion) });
}
