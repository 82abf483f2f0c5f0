/**
 * `npm test`: installs what is missing, runs every test and closes with the line `N passed, M failed`. A run that found
 * no tests, or ended before its summary, counts as a failure.
 */
import { spawn } from 'node:child_process';
import { main, repository, setUp } from './setup.mjs';

main(async () => {
  const bun = await setUp();
  const { status, output } = await runTests(bun, process.argv.slice(2));
  const passed = count(output, 'pass');
  const failed = count(output, 'fail');
  const broken = status !== 0 || passed === 0;
  console.log(`${passed} passed, ${broken ? Math.max(failed, 1) : failed} failed`);
  process.exitCode = broken || failed > 0 ? 1 : 0;
});

/** How long one test may take: a busy machine is no failure, a hanging test is. */
const milliseconds = '20000';

/** Shows the tests' output as it comes and keeps it for the summary. */
function runTests(bun, parameters) {
  return new Promise((resolve, reject) => {
    const child = spawn(bun, ['test', '--timeout', milliseconds, ...parameters], {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pieces = [];
    const keep = (stream, target) =>
      stream.setEncoding('utf8').on('data', (text) => {
        pieces.push(text);
        target.write(text);
      });
    keep(child.stdout, process.stdout);
    keep(child.stderr, process.stderr);
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output: pieces.join('') }));
  });
}

/** The number in the last line ` 12 pass` (or `fail`) of Bun's summary. */
function count(output, word) {
  const lines = [...output.matchAll(new RegExp(`^\\s*(\\d+) ${word}$`, 'gm'))];
  return Number(lines.at(-1)?.[1] ?? 0);
}
