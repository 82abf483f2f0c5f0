/** What the surroundings of the command line say: variables, folders, the user. */
import { homedir, totalmem } from 'node:os';

/** An environment variable; null when it is absent or empty. */
export function environmentVariable(name: string): string | null {
  return process.env[name] || null;
}

export function currentFolder(): string {
  return process.cwd();
}

/** The user's home folder; null when there is none. */
export function homeFolder(): string | null {
  const fromVariable = process.env.HOME;
  if (fromVariable !== undefined) return fromVariable === '' ? null : fromVariable;
  try {
    return homedir() || null;
  } catch {
    return null;
  }
}

/** Where programs of the user keep what they remember (the XDG rules); null when there is no place. */
export function stateFolder(): string | null {
  const given = process.env.XDG_STATE_HOME;
  if (given?.startsWith('/')) return given;
  const home = homeFolder();
  return home === null ? null : `${home}/.local/state`;
}

/** The numeric id of the user; null where the system has none. */
export function userId(): number | null {
  return process.getuid?.() ?? null;
}

export function isContinuousIntegration(): boolean {
  const value = process.env.CI;
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}

/** `linux`, `darwin`, `win32` …, and `x64`, `arm64` … */
export function machine(): { readonly system: string; readonly architecture: string } {
  return { system: process.platform, architecture: process.arch };
}

/** All environment variables. */
export function environmentVariables(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Bytes of memory in this machine. */
/** How many processes can work at once. */
export function processorCount(): number {
  return navigator.hardwareConcurrency;
}

export function totalMemory(): number {
  return totalmem();
}
