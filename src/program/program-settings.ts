/** What the run was started with, for the modules of the library that show it. */

export type ContractMode = 'on' | 'warn' | 'off';

interface ProgramSettings {
  readonly arguments: readonly string[];
  readonly contracts: ContractMode;
}

let settings: ProgramSettings = { arguments: [], contracts: 'on' };

export function setProgramSettings(args: readonly string[], contracts: ContractMode): void {
  settings = { arguments: args, contracts };
}

export function programSettings(): ProgramSettings {
  return settings;
}
