/** A key cannot be used; the message says why, `help` what to do. */
export class KeyFailure extends Error {
  override readonly name = 'KeyFailure';
  constructor(
    message: string,
    readonly help: string | null = null,
  ) {
    super(message);
  }
}
