/**
 * Reading, writing and listing files. The path that is authorised has no symlinks left in it, and the opened file is
 * proved to be that path afterwards, so that swapping a folder for a link in between gains nothing.
 */

import { createFolder, FileFailure, listFolder, readWhole, resolveExisting, writeWhole } from '#platform/files';
import type { WireValue } from '#protocol/wire-value';
import type { Granted } from '../authorize.ts';
import { content, plainText } from './arguments.ts';
import { type Answer, EffectFailure, effect } from './effect.ts';

/** Largest file that is read at once. */
const mostBytes = 128 * 1024 * 1024;

export const readFile = effect<'filesystem.read'>({
  prepare: (args, world) => {
    const asked = plainText(args, 0, 'the path');
    return {
      asks: { name: 'filesystem.read', scope: resolveExisting(world.root, asked) },
      perform: (granted) => {
        const bytes = guarded(asked, () => readWhole(pathOf(granted), mostBytes));
        return answer({ tag: 'bytes', base64: bytes.toBase64() }, `file ${asked}`, { bytes: bytes.length });
      },
    };
  },
});

export const writeFile = effect<'filesystem.write'>({
  prepare: (args, world) => {
    const asked = plainText(args, 0, 'the path');
    const bytes = content(args, 1);
    return {
      asks: { name: 'filesystem.write', scope: resolveExisting(world.root, asked) },
      perform: (granted) => {
        guarded(asked, () => writeWhole(pathOf(granted), bytes));
        return { value: bytes.length, labels: [], source: `file ${asked}`, record: { bytes: bytes.length } };
      },
    };
  },
});

export const listFiles = effect<'filesystem.read'>({
  prepare: (args, world) => {
    const asked = plainText(args, 0, 'the path');
    return {
      asks: { name: 'filesystem.read', scope: resolveExisting(world.root, asked) },
      perform: (granted) => {
        const names = guarded(asked, () => listFolder(pathOf(granted)));
        return answer(names, `folder ${asked}`, { entries: names.length });
      },
    };
  },
});

export const makeFolder = effect<'filesystem.write'>({
  prepare: (args, world) => {
    const asked = plainText(args, 0, 'the path');
    return {
      asks: { name: 'filesystem.write', scope: resolveExisting(world.root, asked) },
      perform: (granted) => {
        guarded(asked, () => createFolder(pathOf(granted)));
        return { value: null, labels: [], source: `folder ${asked}`, record: {} };
      },
    };
  },
});

function answer(value: WireValue, source: string, record: Answer['record']): Answer {
  return { value, labels: ['tainted'], source, record };
}

function pathOf(granted: Granted<'filesystem.read'> | Granted<'filesystem.write'>): string {
  if (granted.scope === null) throw new Error('a file effect was granted without its path');
  return granted.scope;
}

function guarded<Result>(asked: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    const [exception, text] = failures[error.code];
    throw new EffectFailure(exception, `${text}: '${asked}'`);
  }
}

const failures: Readonly<Record<FileFailure['code'], readonly [exception: string, text: string]>> = {
  missing: ['FileNotFoundError', '[Errno 2] No such file or directory'],
  'not-permitted': ['PermissionError', '[Errno 13] Permission denied'],
  'is-folder': ['IsADirectoryError', '[Errno 21] Is a directory'],
  'no-folder': ['NotADirectoryError', '[Errno 20] Not a directory'],
  'too-large': ['OSError', '[Errno 27] File too large'],
  'not-regular': ['OSError', '[Errno 22] Not a regular file'],
  moved: ['PermissionError', '[Errno 13] The path changed while it was being opened'],
  full: ['OSError', '[Errno 28] No space left on device'],
  other: ['OSError', '[Errno 5] The file could not be used'],
};
