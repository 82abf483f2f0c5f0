/**
 * Doing something again whenever one of its files changes. Files are asked for their time a few times a second: that costs
 * next to nothing, works on every system and disk, and sees editors that replace a file instead of writing into it.
 */
import { statusOf } from '#platform/disk';

const interval = 200;

/**
 * Runs an action, waits until one of the files it names has changed, and runs it again; ends only with the process.
 *
 * @param action gives the files it depends on
 */
export async function repeatOnChange(action: () => Promise<Iterable<string>>): Promise<never> {
  for (;;) {
    const files = [...(await action())];
    const before = stateOf(files);
    do await new Promise((resume) => setTimeout(resume, interval));
    while (stateOf(files) === before);
  }
}

/** Sizes and times of files, as one text to compare; a file that is gone has a state as well. */
function stateOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const status = statusOf(file);
      return status === null ? 'gone' : `${status.size}/${status.changed}`;
    })
    .join();
}
