/**
 * The native part of `csv`: rows without surprises, which most are. Each function gives None for what it does not know, and
 * `csv.aegis` then goes through it character by character.
 */

import { Dict } from '../values/dict.ts';
import { native } from '../values/functions.ts';
import { recordLength } from '../values/hash-table.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { display } from '../values/representation.ts';
import { Float, type Value } from '../values/value.ts';

const lineEnds = /[\r\n]/;

/** The fields of one line, quoted by doubling or not at all, none longer than the limit. */
function splitLine(line: Value, delimiter: Value, quote: Value, escape: Value, limit: Value): Value {
  if (typeof line !== 'string' || typeof delimiter !== 'string') return null;
  if (typeof escape === 'string' && line.includes(escape)) return null;
  if (line.length > (limit as number)) return null;
  const text = withoutEnd(line);
  if (lineEnds.test(text)) return null;
  if (text === '') return [];
  if (typeof quote !== 'string' || !text.includes(quote)) return text.split(delimiter);
  return quote === delimiter ? null : quotedFields(text, delimiter, quote);
}

/** The line without its one end: `\\n`, `\\r` or both. */
function withoutEnd(line: string): string {
  let end = line.length;
  if (line.charCodeAt(end - 1) === 10) end--;
  if (line.charCodeAt(end - 1) === 13) end--;
  return line.slice(0, end);
}

function quotedFields(text: string, delimiter: string, quote: string): string[] | null {
  const fields: string[] = [];
  for (let at = 0; ; ) {
    let end: number;
    if (text[at] === quote) {
      let field = '';
      let from = at + 1;
      for (;;) {
        end = text.indexOf(quote, from);
        // It goes on in the next line.
        if (end < 0) return null;
        field += text.slice(from, end);
        if (text[end + 1] !== quote) break;
        field += quote;
        from = end + 2;
      }
      fields.push(field);
      end++;
      if (end < text.length && text[end] !== delimiter) return null;
    } else {
      end = text.indexOf(delimiter, at);
      if (end < 0) end = text.length;
      fields.push(text.slice(at, end));
    }
    if (end === text.length) return fields;
    at = end + 1;
  }
}

/** A row as a line: fields that hold a delimiter, quote or line end are quoted, or all. */
function joinFields(row: Value, delimiter: Value, quote: Value, terminator: Value, quotesAll: Value): Value {
  if (!Array.isArray(row) || typeof delimiter !== 'string' || typeof quote !== 'string') return null;
  if (typeof terminator !== 'string') return null;
  const special = specialFor(delimiter + quote + terminator);
  let line = '';
  for (let index = 0; index < row.length; index++) {
    const text = plainText(row[index]!);
    if (text === null || (text === '' && row.length === 1)) return null;
    if (index > 0) line += delimiter;
    line += quotesAll === true || special.test(text) ? quote + text.replaceAll(quote, quote + quote) + quote : text;
  }
  return line + terminator;
}

let lastSpecial = { letters: '', test: /(?!)/ };

/** Finds one of the letters; made anew only when a writer of other rules comes in between. */
function specialFor(letters: string): RegExp {
  if (lastSpecial.letters !== letters) {
    const members = Array.from(letters, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`);
    lastSpecial = { letters, test: new RegExp(`[${members.join('')}]`, 'u') };
  }
  return lastSpecial.test;
}

/** The text of a value whose class is the language's own; null for others. */
function plainText(value: Value): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value === null) return '';
  if (typeof value === 'boolean' || Object.getPrototypeOf(value) === Float.prototype) return display(value) as string;
  return null;
}

/** The names that rows were given last, in an array that the records share. */
let sharedNames: string[] = [];

/** A dict of as many distinct names and fields. */
function record(names: Value, row: Value): Value {
  if (!Array.isArray(names) || !Array.isArray(row) || names.length !== row.length) return null;
  if (names.length !== sharedNames.length || names.some((name, place) => name !== sharedNames[place])) {
    const areNames = names.every((name, place) => typeof name === 'string' && names.indexOf(name) === place);
    if (!areNames || names.length > recordLength) return null;
    sharedNames = names.slice() as string[];
  }
  const made = new Dict();
  if (names.length > 0) made.fillRecord(sharedNames, row);
  return made;
}

/** The values of a dict under the names; None when the dict has others besides, or is no plain one. */
function valuesOf(values: Value, names: Value, absent: Value, mayHaveOthers: Value): Value {
  if (!(values instanceof Dict) || Object.getPrototypeOf(values) !== Dict.prototype || !Array.isArray(names))
    return null;
  const row: Value[] = [];
  let found = 0;
  for (let place = 0; place < names.length; place++) {
    const name = names[place]!;
    if (typeof name !== 'string') return null;
    const value = values.get(name);
    if (value !== undefined && (mayHaveOthers === true || names.indexOf(name) === place)) found++;
    row.push(value === undefined ? absent : value);
  }
  return mayHaveOthers === true || found === values.size ? row : null;
}

export default makeModuleObject('_csv', {
  split_line: native('split_line', '(line, delimiter, quote, escape, limit, /)', splitLine),
  join_fields: native('join_fields', '(row, delimiter, quote, terminator, quotes_all, /)', joinFields),
  record: native('record', '(names, row, /)', record),
  values_of: native('values_of', '(values, names, absent, may_have_others, /)', valuesOf),
});
