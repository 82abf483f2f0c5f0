/**
 * The shape of aegis.toml, written down once: every table, every key, what it may hold. A key that is not here is an
 * error, because a misspelt `alow` that is silently skipped would change what a program may do.
 */

export type Shape =
  | { readonly kind: 'text' | 'flag' | 'number' | 'scalar'; readonly says: string }
  | { readonly kind: 'texts'; readonly says: string }
  | { readonly kind: 'either'; readonly says: string; readonly of: readonly Shape[] }
  /** Keys that the schema knows. */
  | { readonly kind: 'table'; readonly says: string; readonly keys: Readonly<Record<string, Shape>> }
  /** Keys that the user chooses. */
  | { readonly kind: 'map'; readonly says: string; readonly values: Shape };

const text: Shape = { kind: 'text', says: 'a string' };
const flag: Shape = { kind: 'flag', says: 'true or false' };
const number: Shape = { kind: 'number', says: 'a number' };
const texts: Shape = { kind: 'texts', says: 'a list of strings' };
const scalar: Shape = { kind: 'scalar', says: 'a string, a number or true or false' };
const either = (...of: Shape[]): Shape => ({ kind: 'either', says: of.map((shape) => shape.says).join(' or '), of });
const table = (keys: Record<string, Shape>): Shape => ({ kind: 'table', says: 'a table', keys });
const map = (values: Shape): Shape => ({ kind: 'map', says: 'a table', values });

const dependency = either(
  text,
  table({ version: text, path: text, git: text, tag: text, branch: text, revision: text, registry: text }),
);
const grants = { allow: texts, deny: texts };

export const manifestSchema: Shape = table({
  package: table({
    name: text,
    version: text,
    description: text,
    license: text,
    authors: texts,
    entry: text,
    capabilities: texts,
    aegis: text,
  }),
  dependencies: map(dependency),
  'dev-dependencies': map(dependency),
  capabilities: table({ ...grants, packages: map(table(grants)) }),
  mcp: table({
    servers: map(
      table({
        command: either(text, texts),
        args: texts,
        env: map(text),
        url: text,
        headers: map(text),
        capabilities: texts,
        tools: map(table({ capabilities: texts })),
      }),
    ),
  }),
  providers: map(either(text, map(either(scalar, texts, map(scalar))))),
  models: map(either(text, map(either(scalar, texts, map(scalar))))),
  delegates: map(map(either(scalar, texts))),
  memory: table({ backend: text, path: text }),
  audit: table({ store: text, redact: texts, checkpoint: either(number, text) }),
  approvals: table({ handler: text }),
  plans: table({ engine: text, url: text }),
  registries: map(either(text, table({ url: text, key: text }))),
  overrides: map(dependency),
  install: table({ 'minimum-release-age': text }),
  network: table({ ca: text, proxy: text }),
  secrets: map(text),
  test: table({ paths: texts, timeout: text, coverage: flag }),
  fmt: table({ 'line-length': number }),
});
