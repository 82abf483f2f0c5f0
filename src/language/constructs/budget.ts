import { type ConstructCard, optional } from './card.ts';

export const budget: ConstructCard = {
  name: 'budget',
  doc: 'Declares how much tools and delegates may cost, call or take; budgets nest.',
  header: { parameters: 'none', returns: false, target: false },
  hasBody: false,
  clauses: {
    max_total: optional('number', null, 'The most it may cost, counted in decimals.'),
    alert_at: optional('number', null, 'The cost at which an event is recorded.'),
    max_calls: optional('number', null, 'The most calls.'),
    max_tokens: optional('number', null, 'The most tokens of models.'),
    max_time: optional('duration', null, 'The most time.'),
    currency: optional('string', '"USD"', 'What the numbers count.'),
    on_exceeded: optional('expression', null, 'Evaluated when it is used up, before BudgetExceeded is raised.'),
  },
  capability: null,
  auditEvents: ['budget_allocated', 'budget_spend', 'budget_alert', 'budget_exceeded'],
  example: `budget session_costs:
    max_total: 5.00
    alert_at: 4.00
    on_exceeded: graceful_shutdown()
`,
};
