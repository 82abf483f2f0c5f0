/**
 * Interfaces of the standard library, by dotted name: the functions and classes that programs use most. A module or
 * member that is not here is not checked; what is here is declared as `builtins.ts` says.
 */
import { abcInterface } from './modules/abc.ts';
import { aegisHttpInterface } from './modules/aegis-http.ts';
import { aegisProcessInterface } from './modules/aegis-process.ts';
import { asyncioInterface } from './modules/asyncio.ts';
import { base64Interface } from './modules/base64.ts';
import { bisectInterface } from './modules/bisect.ts';
import { collectionsInterface } from './modules/collections.ts';
import { copyInterface } from './modules/copy.ts';
import { dataclassesInterface } from './modules/dataclasses.ts';
import { datetimeInterface } from './modules/datetime.ts';
import { enumInterface } from './modules/enum.ts';
import { heapqInterface } from './modules/heapq.ts';
import { itertoolsInterface } from './modules/itertools.ts';
import { jsonInterface } from './modules/json.ts';
import { mathInterface } from './modules/math.ts';
import { randomInterface } from './modules/random.ts';
import { reInterface } from './modules/re.ts';
import { statisticsInterface } from './modules/statistics.ts';
import { stringInterface } from './modules/string.ts';
import { textwrapInterface } from './modules/textwrap.ts';
import { timeInterface } from './modules/time.ts';
import { typingInterface } from './modules/typing.ts';

export const moduleInterfaces: Readonly<Record<string, string>> = {
  abc: abcInterface,
  'aegis.http': aegisHttpInterface,
  'aegis.process': aegisProcessInterface,
  asyncio: asyncioInterface,
  base64: base64Interface,
  bisect: bisectInterface,
  collections: collectionsInterface,
  copy: copyInterface,
  dataclasses: dataclassesInterface,
  datetime: datetimeInterface,
  enum: enumInterface,
  heapq: heapqInterface,
  itertools: itertoolsInterface,
  json: jsonInterface,
  math: mathInterface,
  random: randomInterface,
  re: reInterface,
  statistics: statisticsInterface,
  string: stringInterface,
  textwrap: textwrapInterface,
  time: timeInterface,
  typing: typingInterface,
};

/** Modules that give names of `signatures/builtins/protocols.ts` to programs. */
export const protocolModules: ReadonlySet<string> = new Set(['typing', 'collections.abc']);

/** Modules whose every name is declared. */
export const completeModules: ReadonlySet<string> = new Set(['math']);
