/** Reading parsed JSON that a hostile process may have written: every member is checked when it is taken out. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The other side broke the protocol; the host ends the program. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

export function fail(what: string): never {
  throw new MalformedMessage(`the message holds ${what}`);
}

/** A JSON object whose members are read by type. `Object.hasOwn` everywhere: a member named `__proto__` is only a member. */
export class JsonObject {
  private readonly members: { readonly [name: string]: Json };

  constructor(
    json: Json,
    private readonly what: string,
  ) {
    if (json === null || typeof json !== 'object' || Array.isArray(json)) fail(`no object where ${what} belongs`);
    this.members = json;
  }

  member(name: string): Json {
    if (!Object.hasOwn(this.members, name)) fail(`${this.what} without ${name}`);
    return this.members[name] as Json;
  }

  text(name: string, most = 64 * 1024 * 1024): string {
    const value = this.member(name);
    return typeof value === 'string' && value.length <= most ? value : fail(`${this.what} whose ${name} is no text`);
  }

  textOrNull(name: string): string | null {
    return this.member(name) === null ? null : this.text(name);
  }

  matching(name: string, pattern: RegExp): string {
    const value = this.text(name);
    return pattern.test(value) ? value : fail(`${this.what} whose ${name} is malformed`);
  }

  integer(name: string, least: number, most: number): number {
    const value = this.member(name);
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    return fits ? value : fail(`${this.what} whose ${name} is no integer from ${least} to ${most}`);
  }

  array(name: string): readonly Json[] {
    const value = this.member(name);
    return Array.isArray(value) ? value : fail(`${this.what} whose ${name} is no list`);
  }

  texts(name: string): readonly string[] {
    return this.array(name).map((item) =>
      typeof item === 'string' ? item : fail(`${this.what} whose ${name} holds no text`),
    );
  }

  /** The names of all members. */
  names(): readonly string[] {
    return Object.keys(this.members);
  }

  object(name: string): JsonObject {
    return new JsonObject(this.member(name), `${this.what}.${name}`);
  }
}
