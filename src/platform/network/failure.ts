/** How the network can fail us; the system's own error is the cause. */

export type NetworkProblem =
  | 'unresolved'
  | 'unreachable'
  | 'certificate'
  | 'proxy'
  | 'broken'
  | 'too-large'
  | 'encoding';

export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';

  constructor(
    readonly problem: NetworkProblem,
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}
