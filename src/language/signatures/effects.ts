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

/** Functions that only ask for the time, for chance, or that show something. */
function plain(capability: string, names: string): Record<string, EffectSignature> {
  const signature: EffectSignature = { capability, scope: null, result: 'clean' };
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, signature]));
}

/** By qualified name; built-ins stand under `builtins`. */
export const effectSignatures: Readonly<Record<string, EffectSignature>> = {
  'aegis.files.read_text': { capability: 'filesystem.read', scope: 0, result: 'tainted' },
  'aegis.files.read_bytes': { capability: 'filesystem.read', scope: 0, result: 'tainted' },
  'aegis.files.exists': { capability: 'filesystem.read', scope: 0, result: 'clean' },
  'aegis.files.list': { capability: 'filesystem.read', scope: 0, result: 'tainted' },
  'aegis.files.make_folder': { capability: 'filesystem.write', scope: 0, result: 'clean' },
  'aegis.files.write_text': { capability: 'filesystem.write', scope: 0, result: 'clean' },
  'aegis.environment.get': { capability: 'env.read', scope: 0, result: 'tainted' },
  'builtins.open': { capability: 'filesystem.read', scope: 0, result: 'tainted' },
  'builtins.input': { capability: 'stdio.read', scope: null, result: 'tainted' },
  // What is asked for stands inside an argument (4-check/capabilities); parts of the result are tainted.
  ...plain('network', 'aegis.http.request aegis.http.get aegis.http.head aegis.http.post aegis.http.put'),
  ...plain('network', 'aegis.http.patch aegis.http.delete aegis.http.start'),
  ...plain('process.spawn', 'aegis.process.run aegis.process.start'),
  ...plain('stdio.write', 'builtins.print pprint.pprint pprint.pp'),
  ...plain(
    'clock.read',
    `time.time time.time_ns time.monotonic time.monotonic_ns time.perf_counter time.perf_counter_ns time.process_time
    time.process_time_ns datetime.datetime.now datetime.datetime.utcnow datetime.datetime.today
    datetime.date.today`,
  ),
  ...plain(
    'random.read',
    `random.random random.uniform random.randint random.randrange random.choice random.choices random.sample
    random.shuffle random.gauss random.normalvariate random.expovariate random.triangular random.betavariate
    random.getrandbits random.randbytes random.SystemRandom secrets.token_bytes secrets.token_hex
    secrets.token_urlsafe secrets.choice secrets.randbelow secrets.randbits uuid.uuid1 uuid.uuid4`,
  ),
  ...plain('secret.declassify', 'builtins.declassify'),
};

/** Values, not functions, that come from outside. */
export const taintedValues: ReadonlySet<string> = new Set(['aegis.program.arguments']);
