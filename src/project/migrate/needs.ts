/** The capabilities that a Python program's work would need in Aegis, judged by what it imports and calls. */
import { visit } from '#compiler/2-parse/walk';
import type * as ast from '#language/ast';
import type { CapabilityName } from '#language/capabilities';

/** By the first part of a module's name. */
const ofModules: Readonly<Record<string, readonly CapabilityName[]>> = {
  aiohttp: ['network.https'],
  ftplib: ['network'],
  glob: ['filesystem.read'],
  http: ['network.https'],
  httpx: ['network.https'],
  os: ['filesystem.read', 'env.read'],
  pathlib: ['filesystem.read'],
  requests: ['network.https'],
  shutil: ['filesystem.read', 'filesystem.write'],
  smtplib: ['network'],
  socket: ['network'],
  sqlite3: ['filesystem.read', 'filesystem.write'],
  ssl: ['network'],
  subprocess: ['process.spawn'],
  tempfile: ['filesystem.write'],
  urllib: ['network.https'],
};

/** @returns capabilities as they stand in aegis.toml, sorted */
export function neededCapabilities(module: ast.Module): string[] {
  const needs = new Set<string>();
  visit(module, (node) => {
    if (node.kind === 'Import') for (const { name } of node.names) addModule(name, needs);
    else if (node.kind === 'ImportFrom' && node.level === 0) addModule(node.module, needs);
    else if (node.kind === 'Call' && node.callee.kind === 'Name') addCall(node, node.callee.name, needs);
  });
  return [...needs].sort();
}

function addModule(name: string, needs: Set<string>): void {
  const top = name.split('.')[0]!;
  if (name !== 'urllib.parse' && Object.hasOwn(ofModules, top)) for (const need of ofModules[top]!) needs.add(need);
}

function addCall(call: ast.Call, name: string, needs: Set<string>): void {
  if (name === 'input') needs.add('stdio.read');
  if (name !== 'open') return;
  const [file, second] = call.arguments;
  const mode = textOf(second ?? call.keywords.find((each) => each.name?.name === 'mode')?.value) ?? 'r';
  const path = textOf(file);
  const scope = path === null ? '' : `(${JSON.stringify(path)})`;
  if (/[wax+]/.test(mode)) needs.add(`filesystem.write${scope}`);
  if (!/[wax]/.test(mode) || mode.includes('+')) needs.add(`filesystem.read${scope}`);
}

function textOf(node: ast.Expression | undefined): string | null {
  return node?.kind === 'Constant' && node.value.type === 'str' ? node.value.value : null;
}
