/**
 * Our own list of ways in which a labelled value could be shown: `tests/attacks/leaks/*.txt`, one small program under each
 * `--- name`. It is given `value`, a text, and `number`, the digits in it, both labelled. The secret is random in every run
 * and always of the same shape; it is written in halves, so that an echoed source line is no leak. The twin of a row has the
 * same values without labels and must show them, or the row proves nothing.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { filesUnder } from './files.ts';

export interface LeakRow {
  /** `text/print`: where it stands. */
  readonly name: string;
  readonly source: string;
}

export function leakRows(): LeakRow[] {
  return rowsUnder('tests/attacks/leaks');
}

/** The rows of every list in a folder. @throws Error for text before the first row */
export function rowsUnder(folder: string): LeakRow[] {
  return filesUnder(folder, '.txt').flatMap((file) => {
    const [before, ...rows] = readFileSync(file, 'utf8').split(/^--- /m);
    if (before !== '') throw new Error(`${file} does not begin with a row`);
    return rows.map((row) => {
      const end = row.indexOf('\n');
      return { name: `${basename(file, '.txt')}/${row.slice(0, end)}`, source: row.slice(end + 1) };
    });
  });
}

/** What one run hides: six letters, a hyphen and five digits. */
export interface Hidden {
  readonly text: string;
  readonly digits: string;
}

export function freshSecret(): Hidden {
  const drawn = (from: string, count: number) =>
    [...from]
      .map((letter) => ({ letter, place: Math.random() }))
      .sort((left, right) => left.place - right.place)
      .slice(0, count)
      .map(({ letter }) => letter)
      .join('');
  const digits = drawn('123456789', 5);
  return { text: `${drawn('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 6)}-${digits}`, digits };
}

/** The lines that every row begins with. @param label null for the twin */
export function givenValues({ text, digits }: Hidden, label: 'tainted' | 'secret' | null): string {
  const under = (value: string) => (label === null ? value : `${label}(${value})`);
  const word = `"${text.slice(0, 4)}" "${text.slice(4, 9)}" "${text.slice(9)}"`;
  const sum = `${digits.slice(0, 2)}000 + ${Number(digits.slice(2))}`;
  return `let value = ${under(word)}\nlet number = ${under(sum)}\n`;
}

/** True when an output shows the text, its digits, or either backwards or in lower case. */
export function shows(output: string, { text, digits }: Hidden): boolean {
  const backwards = (word: string) => [...word].reverse().join('');
  const signs = [text, text.toLowerCase(), digits, backwards(text), backwards(digits)];
  const plain = output.replaceAll(/\x1b\[[0-9;]*m/g, '');
  return signs.some((sign) => plain.includes(sign));
}

/** All rows as functions of one program, each of whose failures is passed over: for looking at one ledger. */
export function allRows(rows: readonly LeakRow[]): string {
  return rows
    .map(({ source }, index) => {
      const body = source.replaceAll(/^(?=.)/gm, '        ');
      return `func row${index}():\n    try:\n${body}    except BaseException as error:\n        return\nrow${index}()\n`;
    })
    .join('');
}
