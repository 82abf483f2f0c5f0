/** Rows of words under their titles, in columns. */
import { visibleText } from '#diagnostics/visible-text';

/** @returns the lines; nothing ends in spaces */
export function tableLines(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const shown = [titles, ...rows.map((row) => row.map(visibleText))];
  const widths = titles.map((_, column) => Math.max(...shown.map((row) => row[column]!.length)));
  return shown.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
