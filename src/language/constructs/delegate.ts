import { type ConstructCard, optional } from './card.ts';

export const delegate: ConstructCard = {
  name: 'delegate',
  doc: 'Declares a function that another agent carries out, in its own process and with less authority; the result is tainted.',
  header: { parameters: 'optional', returns: true, target: true },
  hasBody: false,
  clauses: {
    capabilities: optional('list', '[]', "What it may do, within the caller's authority."),
    memory_share: optional('word-list', '[]', 'Memory collections that exist for it.'),
    memory_deny: optional('word-list', '[]', 'Memory collections that do not exist for it.'),
    timeout: optional('duration', null, 'How long it may take.'),
    max_cost: optional('number', null, 'The most it may cost.'),
    budget: optional('name', null, 'The budget that pays for it.'),
    protocol: optional('word', null, 'How a remote agent is spoken to.', { words: ['a2a'] }),
    authentication: optional('word', null, 'How we show a remote agent who we are.', {
      words: ['bearer_token', 'signed'],
    }),
    description: optional('string', null, 'What it is asked to do, for people.'),
  },
  capability: 'agent.delegate',
  auditEvents: ['delegation'],
  example: `delegate research(topic: str) -> dict to "agents.researcher":
    capabilities: [network.https("*.example.org")]
    memory_share: [policies]
    memory_deny: [secrets]
    timeout: 5m
    max_cost: 1.50
`,
};
