/** `aegis registry`: making, serving, verifying and exporting package registries. One file per action in `registry/`. */
import { nearestName } from '#diagnostics/suggest';
import { defineCommand, UsageFailure } from './command.ts';

/** What an action of `aegis registry` is given. */
export interface RegistryCall {
  /** Words after the action. */
  readonly words: readonly string[];
  readonly asJson: boolean;
  readonly key: string | null;
  readonly origin: string | null;
  readonly isRestricted: boolean;
  readonly isStatic: boolean;
  readonly host: string;
  readonly port: string;
}

interface Action {
  readonly run: (call: RegistryCall) => number | Promise<number>;
}

const actions: Readonly<Record<string, () => Promise<Action>>> = {
  init: () => import('./registry/init.ts'),
  serve: () => import('./registry/serve.ts'),
  verify: () => import('./registry/verify.ts'),
  index: () => import('./registry/list.ts'),
  export: () => import('./registry/export.ts'),
  signers: () => import('./registry/signers.ts'),
  forget: () => import('./registry/forget.ts'),
};

export const command = defineCommand({
  summary: 'Make, serve, verify and export package registries.',
  flags: {
    action: { type: 'positional', required: true, description: Object.keys(actions).join(', ') },
    origin: { type: 'string', valueHint: 'NAME', description: "init: the log's name, for ever" },
    restricted: { type: 'boolean', description: 'init: only keys that are let in may publish' },
    static: { type: 'boolean', description: 'export: as files for any web server' },
    host: { type: 'string', valueHint: 'ADDRESS', default: '127.0.0.1', description: 'serve: where to listen' },
    port: { type: 'string', valueHint: 'NUMBER', default: '8333', description: 'serve: 0 for any that is free' },
    key: { type: 'string', valueHint: 'KEY', description: 'the key to sign with: a name or a file' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  rest: { kind: 'words', name: 'REGISTRY' },
  offers: { action: Object.keys(actions), rest: 'folders' },
  examples: [
    'aegis registry init /srv/packages.git',
    'aegis registry verify /srv/packages.git',
    'aegis registry index /srv/packages.git aegis-web-tools',
    'aegis registry export --static /srv/packages.git /var/www/packages',
    'aegis registry serve /srv/packages.git',
  ],
  async run({ flags, rest }) {
    const load = Object.hasOwn(actions, flags.action) ? actions[flags.action] : undefined;
    if (load === undefined) {
      const near = nearestName(flags.action, Object.keys(actions));
      throw new UsageFailure(
        `there is no 'aegis registry ${flags.action}'`,
        near === null ? `there are ${Object.keys(actions).join(', ')}` : `did you mean '${near}'?`,
      );
    }
    return (await load()).run({
      words: rest,
      asJson: flags.json === true,
      key: flags.key ?? null,
      origin: flags.origin ?? null,
      isRestricted: flags.restricted === true,
      isStatic: flags.static === true,
      host: flags.host,
      port: flags.port,
    });
  },
});

/** @throws UsageFailure when there are more words than the action takes */
export function atMost(words: readonly string[], count: number): void {
  if (words.length > count) throw new UsageFailure(`one word too many: '${words[count]}'`);
}
