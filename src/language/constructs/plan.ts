import { type ConstructCard, optional } from './card.ts';

export const plan: ConstructCard = {
  name: 'plan',
  doc: 'A function in steps that are journalled, can wait for approval, are rolled back on failure, and can be resumed.',
  header: { parameters: 'optional', returns: true, target: false },
  hasBody: true,
  clauses: {
    intent: optional('string', null, 'What the plan is for; people who approve see it.'),
    approval_policy: optional('word', 'none', 'Which steps wait for a person.', {
      words: ['none', 'risk_based', 'all'],
    }),
    auto_approve_below: optional('word', 'medium', 'With risk_based: steps strictly below this risk do not wait.', {
      words: ['low', 'medium', 'high', 'critical'],
    }),
    require_approval: optional('bool', 'False', 'True is approval_policy: all.'),
    parallel_steps: optional('word-list', '[]', 'Neighbouring steps that start together.'),
    timeout: optional('duration', null, 'How long the whole plan may take.'),
    budget: optional('name', null, 'The budget that pays for it.'),
  },
  capability: null,
  auditEvents: [
    'plan_start',
    'step_start',
    'step_end',
    'rollback',
    'plan_end',
    'approval_requested',
    'approval_given',
    'approval_denied',
    'checkpoint',
  ],
  example: `plan deploy(version: str) -> str:
    intent: "Deploy to production"
    approval_policy: risk_based
    auto_approve_below: medium

    @risk_level(low)
    step run_tests:
        let report = run_suite(version)
        verify report.passed
    @risk_level(critical)
    step release:
        deploy_to(version, "production")
        verify health_check("production")
        rollback:
            undeploy("production")
    rollback:
        notify("rolled back")
    return report.url
`,
};
