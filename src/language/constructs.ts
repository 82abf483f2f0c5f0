/**
 * The list of agent constructs. Adding a word here makes TypeScript name every table (parse, check, emit, program, host)
 * that does not know it yet. What a construct looks like stands on its card in `constructs/<name>.ts`.
 */
export const constructNames = [
  'tool_call',
  'human_input',
  'memory_access',
  'budget',
  'delegate',
  'plan',
  'reason',
  'reflect',
] as const;

export type ConstructName = (typeof constructNames)[number];
