/**
 * What the checker knows of functions that touch the world: the capability they need, which argument is its scope, and
 * whether their result comes from outside. The host asks for the same capabilities when the call happens.
 */

export interface EffectSignature {
  /** Name in the capability tree, without scope. */
  readonly capability: string;
  /** Position of the argument that is the scope; null when the capability has none. */
  readonly scope: number | null;
  readonly result: 'tainted' | 'clean';
}

/** By qualified name; built-ins stand under `builtins`. */
export const effectSignatures: Readonly<Record<string, EffectSignature>> = {
  'aegis.files.read_text': { capability: 'filesystem.read', scope: 0, result: 'tainted' },
  'aegis.files.read_bytes': { capability: 'filesystem.read', scope: 0, result: 'tainted' },
  'aegis.files.exists': { capability: 'filesystem.read', scope: 0, result: 'clean' },
  'aegis.files.list': { capability: 'filesystem.read', scope: 0, result: 'tainted' },
  'aegis.files.write_text': { capability: 'filesystem.write', scope: 0, result: 'clean' },
  'aegis.environment.get': { capability: 'env.read', scope: 0, result: 'tainted' },
  'builtins.open': { capability: 'filesystem.read', scope: 0, result: 'tainted' },
  'builtins.input': { capability: 'stdio.read', scope: null, result: 'tainted' },
};

/** Values, not functions, that come from outside. */
export const taintedValues: ReadonlySet<string> = new Set(['aegis.program.arguments']);
