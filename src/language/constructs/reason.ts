import type { ConstructCard } from './card.ts';

export const reason: ConstructCard = {
  name: 'reason',
  doc: 'A block that comes to a conclusion; what it read and what it concluded are recorded.',
  header: { parameters: 'none', returns: false, target: false },
  hasBody: true,
  clauses: {},
  capability: null,
  auditEvents: ['reasoning_complete'],
  example: `func rate(score: int) -> str:
    return reason "Rate the alert":
        if score > 80:
            conclude "critical"
        conclude "high" if score > 40 else "low"
`,
};
