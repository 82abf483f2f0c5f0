/** `aegis registry serve`: a registry over HTTP, read only, until Ctrl-C. Publishing goes through git. */
import { indexFolder, namesPath, packageOfIndexPath } from '#packages/registry/layout';
import { openLog } from '#packages/registry/verified-log';
import { serveFiles } from '#platform/http-serve';
import { onInterrupt } from '#platform/program-process';
import { exitCodes, UsageFailure } from '../command.ts';
import { say, sayJson } from '../output.ts';
import { atMost, type RegistryCall } from '../registry.ts';
import { findReader } from '../registry-work.ts';

export async function run({ words, host, port, asJson }: RegistryCall): Promise<number> {
  atMost(words, 1);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new UsageFailure(`--port cannot be '${port}'`);
  const { tree, ...reader } = findReader(words[0] ?? null);
  await openLog({ tree, ...reader });
  const server = listen(host, Number(port), async (file) => {
    // The first file that every reader asks for: what follows is of the state that it was of, or of a later one.
    if (file === 'registry.toml' || file === 'log/checkpoint') await tree.refresh();
    if (file !== namesPath) return (await tree.read([file]))[0]!;
    const names = (await tree.list(indexFolder)).flatMap((each) => packageOfIndexPath(each) ?? []);
    return new TextEncoder().encode(
      names
        .sort()
        .map((name) => `${name}\n`)
        .join(''),
    );
  });
  const url = `static+http://${host.includes(':') ? `[${host}]` : host}:${server.port}/`;
  if (asJson) sayJson({ url, source: reader.source });
  else say(`${reader.source} is served at ${url} (Ctrl-C ends it)`);
  await new Promise<void>((resolve) => onInterrupt(resolve));
  await server.stop();
  return exitCodes.ok;
}

function listen(...[host, port, answer]: Parameters<typeof serveFiles>): ReturnType<typeof serveFiles> {
  try {
    return serveFiles(host, port, answer);
  } catch {
    throw new UsageFailure(
      `nothing can listen at ${host}:${port}`,
      'choose another with --port, or 0 for any that is free',
    );
  }
}
