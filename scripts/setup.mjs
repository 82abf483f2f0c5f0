/**
 * What every script needs before it can do its own work: the packages of package-lock.json and a Bun that starts.
 * Plain Node and nothing else, because this runs before anything is installed. Does nothing, and asks no network, when
 * the installed packages already are the locked ones.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === 'win32';
const bun = join(repository, 'node_modules', '.bin', isWindows ? 'bun.exe' : 'bun');
const aegis = join(repository, 'dist', isWindows ? 'aegis.exe' : 'aegis');

/** Installs what is missing or of another version than locked; returns the path of a working Bun. */
export async function setUp() {
  if (!packagesAreCurrent()) {
    say('Installing the packages of package-lock.json');
    await run(...npm('ci', '--prefer-offline', '--no-audit', '--no-fund'));
  }
  if (!bunStarts()) {
    // npm can be told not to run install scripts; this one only puts Bun's binary, already downloaded, into its place.
    say("Finishing Bun's installation");
    await run(process.execPath, [join(repository, 'node_modules', 'bun', 'install.js')], {
      cwd: join(repository, 'node_modules', 'bun'),
    });
  }
  return bun;
}

/** Builds `dist/aegis`; returns its path. */
export async function build() {
  await run(await setUp(), ['run', 'build.ts']);
  return aegis;
}

/** One step's headline, set apart from what the step itself prints. */
export function say(text) {
  console.log(`\n== ${text}`);
}

/** Runs a command with this terminal's input and output; rejects when it fails. */
export function run(command, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd: repository, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0) resolve();
      else reject(new Error(`${[command, ...parameters].join(' ')} ended with ${signal ?? `exit code ${status}`}`));
    });
  });
}

/** Runs a script's main function: a failure is one line and exit code 1, not a stack trace. */
export function main(body) {
  body().catch((error) => {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  });
}

/** npm itself, started by the Node that runs us when npm is our parent: `npm` alone is a batch file on Windows. */
function npm(...parameters) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, [script, ...parameters]] : ['npm', parameters];
}

/** Compares the lock with npm's own record of what it installed; optional packages may be absent (other platforms). */
function packagesAreCurrent() {
  const record = join(repository, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = readPackages(record);
  return Object.entries(readPackages(join(repository, 'package-lock.json')))
    .filter(([path, locked]) => path !== '' && !locked.optional)
    .every(([path, locked]) => installed[path]?.version === locked.version && existsSync(join(repository, path)));
}

function readPackages(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}

function bunStarts() {
  return existsSync(bun) && spawnSync(bun, ['--version']).status === 0;
}
