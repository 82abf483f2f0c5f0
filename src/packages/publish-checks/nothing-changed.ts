/** What was checked is what is published: the files are still those of the snapshot that everything above was about. */
import { equalBytes } from '#platform/crypto';
import { type PublishCheck, refusal } from './check.ts';

export const nothingChanged: PublishCheck = {
  title: 'nothing changed meanwhile',
  run({ files, readAgain }) {
    const now = new Map(readAgain().map(({ path, bytes }) => [path, bytes]));
    const changed = files.find(({ path, bytes }) => !equalBytes(bytes, now.get(path) ?? new Uint8Array([0])));
    if (changed !== undefined)
      return [refusal(`${changed.path} was changed while it was being checked`, 'publish again')];
    return now.size === files.length
      ? []
      : [refusal('files were added while they were being checked', 'publish again')];
  },
};
