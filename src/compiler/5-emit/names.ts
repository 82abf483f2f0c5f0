/**
 * How names of a program are spelt in emitted JavaScript (docs/runtime.md §2). A variable `x` is `x$`, an attribute is the
 * property `$x`; nothing that JavaScript or the emitter itself names ends or begins so.
 */

/** The JavaScript variable of an Aegis variable. `serial` tells same-named variables of one function apart. */
export function variableName(name: string, serial = 0): string {
  return `${asciiName(name)}$${serial === 0 ? '' : serial}`;
}

/** The JavaScript name of the function itself; shows up in stack frames only. */
export function functionName(name: string): string {
  return `${asciiName(name)}$f`;
}

/** Member access for an attribute: `.$name` or `["$näme"]`. */
export function attributeAccess(name: string): string {
  return isAscii(name) ? `.$${name}` : `[${JSON.stringify('$' + name)}]`;
}

/** Member access for an attribute that is held as a raw number, which nothing but proven code may see. */
export function rawAttributeAccess(name: string): string {
  return isAscii(name) ? `.raw$${name}` : `[${JSON.stringify('raw$' + name)}]`;
}

/** How a name of a program is written in its two places. */
export interface Spelling {
  /** `.$name`, as `attributeAccess` writes it. */
  readonly access: string;
  /** `"name"` */
  readonly literal: string;
}

/** Property key for an attribute in an object literal. */
export function attributeKey(name: string): string {
  return isAscii(name) ? `$${name}` : JSON.stringify('$' + name);
}

/** A JavaScript string literal; free of characters that end a line or that the position marks use. */
export function stringLiteral(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

function asciiName(name: string): string {
  if (isAscii(name)) return name;
  let ascii = '';
  for (const character of name) {
    ascii += isAscii(character) ? character : `$u${character.codePointAt(0)!.toString(16)}_`;
  }
  return ascii;
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
