/** A package is source text: regular files, nothing that was compiled, nothing that cannot be unpacked everywhere. */
import { problemOfPath } from '../archive/paths.ts';
import { type PublishCheck, refusal } from './check.ts';

const compiled = /\.(?:pyc|pyo|so|dll|dylib|exe|o|a|class|jar|wasm|node|jsc|min\.js)$/i;

export const filesArePlain: PublishCheck = {
  title: 'the files are plain',
  run({ found }) {
    return found.flatMap(({ path, kind }) => {
      if (kind === 'link') return refusal(`${path} is a symbolic link`, 'put the file itself there');
      if (kind === 'other') return refusal(`${path} is no regular file`);
      if (compiled.test(path))
        return refusal(`${path} is compiled`, 'packages hold source text; modules are compiled where they run');
      const problem = problemOfPath(path);
      return problem === null ? [] : refusal(`${path} ${problem}`);
    });
  },
};
