/**
 * CPython as the judge of `tests/language/basics`: the same tokens with `func` written `def` and `let` and `const`
 * dropped are a Python program. Only asked when expectations are rewritten, so that running the tests needs no Python.
 */
import { spawnSync } from 'node:child_process';

const interpreter = process.env.AEGIS_PYTHON ?? 'python3.11';

/** Strings and comments are taken whole so that words inside them stay. */
const token =
  /#[^\n]*|[A-Za-z]{0,2}("""[\s\S]*?"""|'''[\s\S]*?''')|[A-Za-z]{0,2}("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?:let|const)[ \t]+|[A-Za-z_]\w*/g;

/** The Python program that means what the Aegis program means; only for the shared part of both languages. */
export function toPython(source: string): string {
  return source.replace(token, (text) => {
    if (text === 'func') return 'def';
    return /^(?:let|const)\s/.test(text) ? '' : text;
  });
}

export function pythonIsHere(): boolean {
  return spawnSync(interpreter, ['-c', 'import sys; sys.exit(sys.version_info[:2] != (3, 11))']).status === 0;
}

/** What CPython prints for the program. A failing program is a mistake in the case: it throws with Python's message. */
export function askPython(source: string): string {
  const answer = spawnSync(interpreter, ['-I', '-'], {
    input: toPython(source),
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', PYTHONIOENCODING: 'utf-8', PYTHONHASHSEED: '0' },
  });
  if (answer.status !== 0) throw new Error(`CPython refuses the case:\n${answer.stderr}`);
  return answer.stdout;
}
