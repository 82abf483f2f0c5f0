/**
 * What completion can offer for a word. A command's help already says most of it: the placeholder of a flag or word (FILE,
 * PACKAGE, CAPABILITY …) names a kind of thing, and each kind is looked up here. Nothing is asked of a network.
 */
import type { CommandDescription } from '../command.ts';

/** Fixed choices, or a kind of thing. */
export type Offer = readonly string[] | OfferKind;

export type OfferKind = keyof typeof fileKinds | keyof typeof lookups;

/** What a shell is told: words, or which of the files it sees for itself. */
export type Offered =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Endings of the wanted files; none means any. Folders lead to files and are always offered. */
  | { readonly kind: 'files'; readonly endings: readonly string[] }
  | { readonly kind: 'folders' };

const fileKinds = {
  files: { kind: 'files', endings: [] },
  'aegis files': { kind: 'files', endings: ['.aegis'] },
  'python files': { kind: 'files', endings: ['.py'] },
  folders: { kind: 'folders' },
} as const satisfies Record<string, Offered>;

/** Each loads its own code: one press of the Tab key needs one of them. */
const lookups = {
  capabilities: async () => (await import('#language/capabilities')).capabilityNames,
  'event types': async () => (await import('#audit/event')).eventTypes,
  templates: async () => (await import('../init/template.ts')).templateNames,
  diagnostics: async () => (await import('../explain.ts')).diagnosticSlugs,
  keys: async () => (await import('#transparency/key-store')).keyNames(),
  runs: async () => (await import('../audit.ts')).recordedRuns(),
  registries: async () => {
    const [{ registryAddresses }, { openProjectHere }] = await packageTools();
    return [...registryAddresses(openProjectHere().manifest).keys()];
  },
  'installed packages': async () => (await packageTools())[1].openProjectHere().lock.packages.map(({ name }) => name),
  'known packages': async () => {
    const [, { openProjectRegistries }, { emptyLock }] = await packageTools();
    const builtIn = await openProjectRegistries('/', null, emptyLock, true);
    return (await Promise.all(builtIn.map((registry) => registry.search([])))).flat().map(({ name }) => name);
  },
} as const satisfies Record<string, () => Promise<readonly string[]>>;

function packageTools() {
  return Promise.all([import('#packages/registries'), import('../package-work.ts'), import('#packages/lockfile')]);
}

/** What the placeholders of helps stand for. Those that are not here (TEXT, NUMBER) stand for what only the user knows. */
const placeholders: Readonly<Record<string, Offer>> = {
  ARGUMENT: 'files',
  CAPABILITY: 'capabilities',
  FILE: 'files',
  FOLDER: 'folders',
  KEY: 'keys',
  PACKAGE: 'known packages',
  PATH: 'aegis files',
  REGISTRY: 'registries',
  RUN: 'runs',
  SLUG: 'diagnostics',
  STORE: ['memory', 'jsonl:'],
  TARGET: 'aegis files',
  TEMPLATE: 'templates',
  TYPE: 'event types',
};

/**
 * What can stand where a command has a word.
 *
 * @param key of a flag or a positional word, or `rest` for the words behind them
 * @returns null when only the user knows it
 */
export async function offeredFor(command: CommandDescription, key: string): Promise<Offered | null> {
  const offer = command.offers?.[key] ?? choicesOf(command, key) ?? placeholders[placeholderOf(command, key)] ?? null;
  if (offer === null) return null;
  if (typeof offer !== 'string') return { kind: 'words', words: offer };
  if (isFileKind(offer)) return fileKinds[offer];
  return { kind: 'words', words: await lookups[offer]() };
}

function isFileKind(offer: OfferKind): offer is keyof typeof fileKinds {
  return Object.hasOwn(fileKinds, offer);
}

function choicesOf(command: CommandDescription, key: string): readonly string[] | undefined {
  const flag = command.flags[key];
  return flag?.type === 'enum' ? flag.options : undefined;
}

function placeholderOf(command: CommandDescription, key: string): string {
  const flag = command.flags[key];
  if (flag === undefined) return command.rest?.name ?? '';
  return flag.type === 'positional' ? key.toUpperCase() : (flag.valueHint ?? '');
}
