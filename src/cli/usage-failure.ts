/** The user asked for something that the command line does not offer. */
export class UsageFailure extends Error {
  override readonly name = 'UsageFailure';

  constructor(
    message: string,
    readonly help: string | null = null,
  ) {
    super(message);
  }
}
