/** Whoever finds the package must learn what it is and whether they may use it. */
import { type PublishCheck, refusal } from './check.ts';

const wanted = {
  description: 'description = "What it does, in a sentence"',
  license: 'license = "Apache-2.0"',
} as const;

export const manifestComplete: PublishCheck = {
  title: 'the manifest is complete',
  run({ manifest, files }) {
    const missing = (Object.keys(wanted) as (keyof typeof wanted)[]).filter((key) => !manifest.package[key]?.trim());
    const findings = missing.map((key) => refusal(`aegis.toml has no ${key} under [package]`, `add: ${wanted[key]}`));
    const { entry } = manifest.package;
    if (files.some(({ path }) => path === entry)) return findings;
    return [...findings, refusal(`the package's entry ${entry} is not among its files`, 'name it with entry = "…"')];
  },
};
