import { type ConstructCard, optional, required } from './card.ts';

export const memoryAccess: ConstructCard = {
  name: 'memory_access',
  doc: 'Declares a store that outlives the run: keys and values, texts found by meaning, or a series of events.',
  header: { parameters: 'none', returns: false, target: false },
  hasBody: false,
  clauses: {
    scope: required('string', 'The name of the store; stores with the same scope share their content.'),
    type: optional('word', 'kv', 'What kind of store it is.', { words: ['kv', 'semantic', 'episodic'] }),
    read: optional('word-list', '[]', 'Collections that may be read.'),
    write: optional('word-list', '[]', 'Collections that may be written.'),
    deny: optional('word-list', '[]', 'Collections that may not be touched.'),
    encrypt: optional('bool', 'False', 'Whether the content is encrypted at rest.'),
    ttl: optional('duration', null, 'How long an entry is kept.'),
    embedding_model: optional('string', null, 'For a semantic store: the model that measures meaning.'),
  },
  capability: 'memory.read',
  auditEvents: ['memory_read', 'memory_write'],
  example: `memory_access KnowledgeBase:
    scope: "domain_knowledge"
    type: semantic
    read: [policies, procedures]
    write: [policies]
    encrypt: True
`,
};
