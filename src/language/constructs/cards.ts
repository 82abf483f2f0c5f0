/** All cards by construct. */
import type { ConstructName } from '../constructs.ts';
import { budget } from './budget.ts';
import type { ConstructCard } from './card.ts';
import { delegate } from './delegate.ts';
import { humanInput } from './human_input.ts';
import { memoryAccess } from './memory_access.ts';
import { plan } from './plan.ts';
import { reason } from './reason.ts';
import { reflect } from './reflect.ts';
import { toolCall } from './tool_call.ts';

export const constructCards = {
  tool_call: toolCall,
  human_input: humanInput,
  memory_access: memoryAccess,
  budget,
  delegate,
  plan,
  reason,
  reflect,
} satisfies Record<ConstructName, ConstructCard>;
