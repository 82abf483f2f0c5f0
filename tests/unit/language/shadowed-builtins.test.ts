/** The table of built-in names that star imports replace, against what the modules of the library really bring. */
import { expect, test } from 'bun:test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtinNames } from '#language/builtin-names';
import { shadowedBuiltins, standardModuleNames } from '#language/standard-library';
import { runBatch } from '../../support/batch.ts';

/** Whether a built-in can be read as a value. */
const isValue = (name: string) => /^[a-zA-Z]/.test(name) && !['sanitize', 'declassify', 'risk_level'].includes(name);

test('what a star brings in the place of a built-in is known', async () => {
  const modules = [...standardModuleNames].filter((name) => !name.includes('.') && name !== 'aegis');
  const program = `${modules.map((name) => `import ${name} as module_${name}`).join('\n')}
let modules = {${modules.map((name) => `"${name}": module_${name}`)}}
let builtin = {${[...builtinNames].filter(isValue).map((name) => `"${name}": ${name}`)}}
for name, module in modules.items():
    let public = getattr(module, "__all__", None) or [each for each in dir(module) if each[0] != "_"]
    for each in sorted(public):
        if each in builtin and getattr(module, each) is not builtin[each]:
            print(name, each)
`;
  const file = join(mkdtempSync(join(tmpdir(), 'aegis-test-')), 'stars.aegis');
  writeFileSync(file, program);
  const outcome = (await runBatch([file])).get(file);
  expect(outcome?.stderr).toBe('');
  const found = Object.entries(shadowedBuiltins).flatMap(([name, names]) => names.map((each) => `${name} ${each}`));
  expect(outcome?.stdout.trim().split('\n').sort()).toEqual(found.sort());
});
