/** What is said about aegis.toml and about files as such. Slug and title; each has a page under docs/errors. */
export const manifestMessages = {
  'encoding/not-utf8': 'A source file is not UTF-8 text',
  'manifest/bad-capability': 'A grant is not a capability',
  'manifest/syntax': 'aegis.toml is not valid TOML',
  'manifest/unknown-key': 'aegis.toml has a key that means nothing',
  'manifest/wrong-type': 'A value of aegis.toml has the wrong type',
} as const;
