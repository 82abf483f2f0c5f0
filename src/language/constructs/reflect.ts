import { type ConstructCard, optional, required } from './card.ts';

export const reflect: ConstructCard = {
  name: 'reflect',
  doc: 'Improves a value until it is good enough: criteria first, then improve, so often at most.',
  header: { parameters: 'none', returns: false, target: false },
  hasBody: false,
  clauses: {
    max_iterations: optional('number', '10', 'How often improve runs at most.'),
    criteria: required('expression', 'True when the value is good enough; evaluated before each improvement.'),
    improve: required('block', 'Statements that make the value better.'),
  },
  capability: null,
  auditEvents: ['reflection_iteration', 'reflection_exhausted'],
  example: `func polish(draft: str) -> str:
    reflect on draft:
        max_iterations: 3
        criteria: quality(draft) > 0.8
        improve:
            draft = revise(draft, evaluate(draft))
    return draft
`,
};
