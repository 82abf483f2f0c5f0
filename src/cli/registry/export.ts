/** `aegis registry export --static`: the registry as files that any web server can serve. */
import { exportRegistry } from '#packages/registry/export-static';
import { statusOf, writeAtomically } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { exitCodes, UsageFailure } from '../command.ts';
import { counted, say, sayJson } from '../output.ts';
import { atMost, type RegistryCall } from '../registry.ts';
import { findReader } from '../registry-work.ts';

export async function run({ words, isStatic, asJson }: RegistryCall): Promise<number> {
  atMost(words, 2);
  const [address, target] = words;
  if (!isStatic) throw new UsageFailure('the form is missing', 'aegis registry export --static REGISTRY FOLDER');
  if (target === undefined)
    throw new UsageFailure('the folder is missing', 'aegis registry export --static REGISTRY FOLDER');
  const folder = path.resolve(currentFolder(), target);
  const { files } = await exportRegistry(findReader(address!), (file, bytes) => {
    const to = path.join(folder, file);
    // Archives and full tiles never change, and copying them again would be most of the work.
    if (!/^archives\//.test(file) || statusOf(to)?.size !== bytes.length) writeAtomically(to, bytes);
  });
  if (asJson) sayJson({ folder, files });
  else say(`${counted(files, 'file')} in ${target}; projects use it as static+https://HOST/PATH`);
  return exitCodes.ok;
}
