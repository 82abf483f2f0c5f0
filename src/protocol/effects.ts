/** The effects that the library can ask of the host, with their arguments and answers. The host's table is typed over it. */
export const effectNames = [
  /** (path) -> bytes, tainted */
  'files.read',
  /** (path, content: str | bytes) -> number of bytes written */
  'files.write',
  /** (path) -> sorted list of names in a folder, tainted; folders end in `/` */
  'files.list',
  /** (path) -> None: makes a folder whose parent exists; one that exists stays as it is */
  'files.make_folder',
  /** () -> nanoseconds since 1970; afterwards the program counts on by itself */
  'clock.now',
  /** (count up to 65536) -> random bytes */
  'random.bytes',
  /** (name) -> str or None, tainted; (name, True) -> secret as well */
  'environment.get',
  /** () -> one line of stdin with its line end, or None at the end; tainted */
  'input.line',
  /** () -> None: leave to write to the program's own streams, for a package; the writing needs no effect */
  'output.write',
  /**
   * (method, URL, headers: list of pairs, body: str, bytes or None, timeout in milliseconds, most redirects, most bytes) ->
   * [status, URL after redirects, [headers: list of pairs, body: bytes]]; the URL (when redirected) and the last are tainted
   */
  'network.request',
  /**
   * (words: list, standard input: str, bytes or None, environment: list of pairs, folder, timeout in milliseconds, most
   * bytes of output) -> [exit code, standard output: bytes, standard error: bytes]; the outputs are tainted
   */
  'process.run',
  /** (context) -> None: leave to define the sanitizer of a context */
  'taint.sanitizer',
  /** (reason) -> None: leave to lift `secret` from a value, which stays in the program */
  'secret.declassify',
] as const;

export type EffectName = (typeof effectNames)[number];

export function isEffectName(name: string): name is EffectName {
  return (effectNames as readonly string[]).includes(name);
}
