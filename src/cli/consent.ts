/** Asks the user whether packages may have what they ask for beyond their grants: a table, and a question where one can be asked. */
import type { Asking } from '#packages/install/consent';
import { openConsole } from '#platform/console';
import { writeTo } from '#platform/terminal';
import { complain } from './output.ts';
import { tableLines } from './table.ts';

/**
 * @param asking who asks for what; those that have it already are not shown
 * @param isAccepted true when the user has said so beforehand
 * @returns whether it is granted
 */
export async function consents(asking: readonly Asking[], isAccepted: boolean): Promise<boolean> {
  const wanting = asking.filter(({ surplus }) => surplus.length > 0);
  if (wanting.length === 0) return true;
  showAsking(wanting);
  if (isAccepted) return true;
  const console = openConsole();
  if (console.terminal !== null) {
    writeTo('error', 'Grant this? [y/N] ');
    if (/^y(?:es)?$/i.test((await console.readLine())?.trim() ?? '')) return true;
  }
  complain('nothing was changed', "'--accept-capabilities' grants what the table says");
  return false;
}

/** The table of who asks for what. */
export function showAsking(wanting: readonly Asking[]): void {
  const rows = wanting.flatMap(({ name, version, asks, surplus }) =>
    surplus.map((capability, index) => {
      const granted = asks.filter((each) => !surplus.includes(each)).join(', ') || '-';
      return index === 0 ? [name, version, capability, granted] : ['', '', capability, ''];
    }),
  );
  const lines = tableLines(['package', 'version', 'asks for', 'has already'], rows);
  writeTo(
    'error',
    `These packages ask for more than aegis.toml grants them:\n${lines.map((line) => `  ${line}\n`).join('')}`,
  );
}
