/** The standard form (version 3) of an emitted module's positions, for tools that understand JavaScript source maps. */
import { addSegment, GenMapping, setSourceContent, toEncodedMap } from '@jridgewell/gen-mapping';
import type { SourceFile } from '#language/source';
import type { EmittedModule } from '#protocol/emitted-module';

/** @returns a source map as a JSON value */
export function sourceMap(module: EmittedModule, source: SourceFile): object {
  const map = new GenMapping({ file: `${module.path}.js` });
  const { positions } = module;
  for (let index = 0; index < positions.length; index += 4) {
    const offset = positions[index + 2]!;
    const line = source.lineAt(offset);
    const column = offset - source.lineStarts[line - 1]!;
    addSegment(map, positions[index]!, positions[index + 1]!, module.path, line - 1, column);
  }
  if (positions.length > 0) setSourceContent(map, module.path, source.text);
  return toEncodedMap(map);
}
