import { type ConstructCard, optional, required } from './card.ts';

export const humanInput: ConstructCard = {
  name: 'human_input',
  doc: 'Declares a function that asks a person; the answer is tainted.',
  header: { parameters: 'required', returns: true, target: false },
  hasBody: false,
  clauses: {
    prompt: required('expression', 'What the person is asked; evaluated at use.'),
    choices: optional('list', null, 'The answers that are allowed.'),
    validate: optional('expression', null, 'A function of the answer that says whether it is acceptable.'),
    timeout: optional('duration', null, 'How long we wait for the answer.'),
    default: optional('expression', null, 'The answer when none comes in time.'),
    secret: optional('bool', 'False', 'Whether the answer is a secret: not shown while typed, and labelled secret.'),
  },
  capability: 'human.input',
  auditEvents: ['human_input'],
  example: `human_input approve_refund(amount: float) -> bool:
    prompt: f"Refund {amount}?"
    choices: [yes, no]
    timeout: 10m
    default: False
`,
};
