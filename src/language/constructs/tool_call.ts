import { type ConstructCard, optional, required } from './card.ts';

export const toolCall: ConstructCard = {
  name: 'tool_call',
  doc: 'Declares a function that calls a tool outside the program; its result is tainted.',
  header: { parameters: 'required', returns: true, target: false },
  hasBody: false,
  clauses: {
    provider: required(
      'string',
      'Where the tool lives: "mcp:server/tool", "model:provider/name", "https://…", "host:area/operation", "aegis:package.function", "mock:name", or a name of [providers].',
    ),
    description: optional('string', null, 'What the tool does, for people and models.'),
    timeout: optional('duration', '30s', 'The total deadline, retries included.'),
    retry: optional('number', '0', 'How often a failed call is tried again.'),
    backoff: optional('duration', '200ms', 'The wait before the first retry; it doubles each time.'),
    idempotent: optional(
      'bool',
      'False',
      'Whether calling twice does no harm; without it only failures before sending are retried.',
    ),
    circuit_breaker: optional('entries', null, 'Stops calling a tool that keeps failing.', {
      entries: {
        failure_threshold: required('number', 'Failures in a row that open the breaker.'),
        reset_timeout: optional('duration', '60s', 'How long it stays open before one call is tried.'),
      },
    }),
    rate_limit: optional('rate', null, 'The most calls per second, minute or hour.'),
    cost: optional('number', '0', 'What one call costs, in the currency of the budget.'),
    budget: optional('name', null, 'The budget that pays for it.'),
    cache: optional('duration', null, 'How long an answer to the same arguments is reused.'),
    fallback: optional('expression', null, 'The value when the tool cannot answer; evaluated at use.'),
    taint_output: optional('bool', 'True', 'Whether the result is tainted; False needs the capability tool.trusted.'),
    requires: optional('list', null, 'Further capabilities that a call needs.'),
    prompt: optional('expression', null, 'For a model: the prompt; evaluated at use.'),
    model: optional('string', null, 'For a model: its name at the provider.'),
    temperature: optional('number', null, 'For a model: how free its answers are.'),
    max_tokens: optional('number', null, 'For a model: the longest answer.'),
  },
  capability: 'mcp.call',
  auditEvents: [
    'tool_call',
    'mcp_tool_call',
    'model_call',
    'breaker_open',
    'breaker_half_open',
    'breaker_closed',
    'rate_limited',
  ],
  example: `tool_call weather(city: str, units: str into url = "metric") -> dict:
    provider: "https://api.example.com/v1/weather"
    timeout: 5s
    retry: 3
    idempotent: True
    circuit_breaker:
        failure_threshold: 5
        reset_timeout: 60s
    rate_limit: 10/m
    cost: 0.01
    budget: session_costs
    fallback: {"temp": None}
`,
};
