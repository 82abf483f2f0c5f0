/**
 * Compiles the modules of the standard library that are written in Aegis while the executable is built, and puts them into it
 * as chunks like those written in TypeScript: importing one then neither compiles nor parses anything.
 *
 * They run in the realm of the runtime library, which is as trusted as they are. Tracebacks show the program's own frames
 * either way.
 */
import type { BunPlugin } from 'bun';
import { SourceFile } from '#language/source';
import { standardModuleNames } from '#language/standard-library';
import { standardLibraryTexts } from '#platform/embedded/standard-library';
import { noPackages } from '#project/installed';
import { ModuleGraph } from '#project/module-graph';
import type { EmittedModule } from '#protocol/emitted-module';

const namespace = 'aegis-library';

/** A plugin for `Bun.build`. @throws Error when a module of the library does not compile */
export async function precompiledLibrary(): Promise<BunPlugin> {
  const modules = new Map((await compileLibrary()).map((module) => [module.name, module]));
  const names = [...modules.keys()];
  return {
    name: 'precompiled standard library',
    setup(build) {
      build.onLoad({ filter: /program\/stdlib\/precompiled\.ts$/ }, () => ({
        loader: 'js',
        contents: `export const precompiledModules = {${names
          .map((name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(`${namespace}:${name}`)})`)
          .join()}};`,
      }));
      build.onLoad({ filter: /platform\/embedded\/standard-library\.ts$/ }, () => ({
        loader: 'js',
        contents: `export const precompiledNames = new Set(${JSON.stringify(names)});export const standardLibraryTexts = {};`,
      }));
      build.onResolve({ filter: new RegExp(`^${namespace}:`) }, ({ path }) => ({
        path: path.slice(namespace.length + 1),
        namespace,
      }));
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({ loader: 'js', contents: chunkOf(modules.get(path)!) }));
    },
  };
}

function chunkOf({ js, imports, standardModules }: EmittedModule): string {
  return `export const imports = ${JSON.stringify([...imports, ...standardModules])};export const run = ${js};`;
}

/** All of them, by compiling a module that imports each. */
async function compileLibrary(): Promise<readonly EmittedModule[]> {
  const graph = new ModuleGraph({
    moduleRoot: '/',
    neighbours: null,
    packages: noPackages,
    stamp: '',
    grantsStamp: '',
    isGranted: () => false,
    cache: null,
    wantsDiagnostics: true,
    checksOnly: false,
    isStrict: false,
  });
  const names = Object.keys(standardLibraryTexts).map((file) => file.replace(/\.aegis$/, ''));
  // Those that programs may not import are parts of the others, and come with them.
  const imports = names.filter((name) => standardModuleNames.has(name)).map((name) => `import ${name}\n`);
  const entry = new SourceFile('library', imports.join(''));
  const { modules, diagnostics } = await graph.compileProgram(entry, null, '_library');
  const [error] = diagnostics.filter(({ severity }) => severity === 'error');
  if (error !== undefined)
    throw new Error(`the standard library does not compile: ${error.source.path}: ${error.message}`);
  const library = modules.filter(({ name }) => name !== '_library');
  if (library.length !== names.length) throw new Error('some modules of the library are imported by no other');
  return library;
}
