/**
 * `bun bench/support/peer.ts NAME FILE.py`: runs a Python program in another Python that lives in JavaScript. Their packages
 * are no dependencies of ours: whoever wants the columns installs them, here with `npm install --no-save` or in a folder of
 * their own that AEGIS_PEERS names.
 */
import { readFileSync } from 'node:fs';

const write = (text: string): void => {
  process.stdout.write(text);
};

const runners: Readonly<Record<string, (program: string) => unknown>> = {
  /** CPython compiled to WebAssembly. */
  async pyodide(program) {
    const { loadPyodide } = await library<{
      loadPyodide(options: object): Promise<{ runPython(program: string): unknown }>;
    }>('pyodide');
    const python = await loadPyodide({ stdout: (line: string) => write(`${line}\n`) });
    python.runPython(program);
  },

  /** It is made for pages: a script element's work needs a place and a document to tell of its end. */
  async brython(program) {
    const page = 'http://localhost/bench.html';
    Object.assign(globalThis, { location: { href: page, origin: new URL(page).origin, pathname: '/bench.html' } });
    const { __BRYTHON__ } = await library<{
      __BRYTHON__: { runPythonSource(program: string, name: string): unknown };
    }>('brython/brython.js');
    Object.assign(globalThis, { $B: __BRYTHON__ });
    await library('brython/brython_stdlib.js');
    Object.assign((globalThis as unknown as { document: object }).document, { dispatchEvent: () => true });
    __BRYTHON__.runPythonSource(program, '__main__');
  },

  async skulpt(program) {
    const Sk = await library<{
      configure(options: object): void;
      importMainWithBody(name: string, dump: boolean, program: string, canSuspend: boolean): unknown;
      misceval: { asyncToPromise(work: () => unknown): Promise<unknown> };
      builtinFiles: { files: Readonly<Record<string, string>> };
      python3: object;
    }>('skulpt');
    Sk.configure({
      output: write,
      read: (file: string) => skulptFile(Sk.builtinFiles.files, file),
      __future__: Sk.python3,
    });
    await Sk.misceval.asyncToPromise(() => Sk.importMainWithBody('main', false, program, true));
  },

  /** A sandboxed interpreter in Rust, for code that models write; it takes a part of Python only. */
  async monty(program) {
    const { Monty } = await library<{ Monty: new (program: string) => { run(options: object): unknown } }>(
      '@pydantic/monty',
    );
    new Monty(program).run({ printCallback: (_stream: string, text: string) => write(text) });
  },
};

async function library<Exports>(name: string): Promise<Exports> {
  const loaded = await import(Bun.resolveSync(name, process.env.AEGIS_PEERS ?? import.meta.dir));
  return loaded.default ?? loaded;
}

function skulptFile(files: Readonly<Record<string, string>>, file: string): string {
  const text = files[file];
  if (text === undefined) throw new Error(`no file ${file}`);
  return text;
}

if (import.meta.main) {
  const [name, file] = process.argv.slice(2) as [string, string];
  await runners[name]!(readFileSync(file, 'utf8'));
}
