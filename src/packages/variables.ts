/**
 * `$NAME` in a manifest's values. A value is resolved at the moment of its use, by whoever uses it; the result is not
 * stored anywhere.
 */

/** A variable that a value needs is not set. */
export class MissingVariable extends Error {
  override readonly name = 'MissingVariable';

  constructor(readonly variable: string) {
    super(`the environment variable ${variable} is not set`);
  }
}

/**
 * Puts the environment's values in place of `$NAME` and `${NAME}`; `$$` is a dollar sign.
 *
 * @param read gives a variable, or null when it is not set
 * @throws MissingVariable
 */
export function withVariables(value: string, read: (name: string) => string | null): string {
  return value.replace(/\$(?:\$|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (written, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return written === '$$' ? '$' : written;
    const found = read(name);
    if (found === null) throw new MissingVariable(name);
    return found;
  });
}
