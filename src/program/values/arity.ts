/** CPython's words for calls whose arguments do not fit. */
import type { Signature } from './functions.ts';
import { Keywords } from './functions.ts';
import type { Value } from './value.ts';

/**
 * The message for a call with a wrong number of arguments to a built-in function.
 *
 * @param given number of positional arguments
 * @param receiver 1 when `signature` does not count a receiver that messages must count
 */
export function wrongArity(callee: Signature, given: number, receiver: 0 | 1): string {
  const signature = namedAfterType(callee);
  const { positional, required, rest } = signature;
  if (signature.kind !== 'builtin') return tooMany(signature, given + receiver);
  const most = positional.length;
  if (rest === null && most === required && isOperatorMethod(signature)) {
    const name = most < 2 ? '' : ' ';
    return `${name}expected ${most} argument${most === 1 ? '' : 's'}, got ${given}`;
  }
  if (rest === null && signature.positionalOnly < most) return keywordArity(signature, given);
  if (parsedByHand.test(signature.qualname)) {
    const [bound, limit] = given < required ? ['least', required] : ['most', most];
    return `${signature.name}() takes at ${bound} ${limit} argument${limit === 1 ? '' : 's'} (${given} given)`;
  }
  if (rest === null && most === 0) return `${qualified(signature)} takes no arguments (${given} given)`;
  if (rest === null && most === required) {
    return most === 1 && !unpacked.has(signature.qualname)
      ? `${qualified(signature)} takes exactly one argument (${given} given)`
      : `${signature.name} expected ${most} argument${most === 1 ? '' : 's'}, got ${given}`;
  }
  if (given < required)
    return `${signature.name} expected at least ${required} argument${required === 1 ? '' : 's'}, got ${given}`;
  return `${signature.name} expected at most ${most} argument${most === 1 ? '' : 's'}, got ${given}`;
}

/** `list.__init__` goes by the name of `list` in messages: who calls the type means its constructor. */
export function namedAfterType(signature: Signature): Signature {
  const { name, qualname, kind } = signature;
  if (kind !== 'builtin' || name !== '__init__' || !qualname.includes('.')) return signature;
  const type = qualname.slice(0, qualname.indexOf('.'));
  return { ...signature, name: type, qualname: type };
}

/** The message for the first required parameter that neither a position nor a name fills; null where all are filled. */
export function missingArgument(
  { name, positional, required }: Signature,
  given: number,
  names: readonly string[],
): string | null {
  for (let place = given; place < required; place++) {
    if (names.includes(positional[place]!)) continue;
    return `${name === 'function' ? name : `${name}()`} missing required argument '${positional[place]}' (pos ${place + 1})`;
  }
  return null;
}

/** Methods whose arguments CPython takes apart in the older way. */
const parsedByHand = /^(?:str|bytes|bytearray)\.(?:r?find|r?index|count|startswith|endswith)$/;

/** Types of one argument whose constructors count as functions of several do. */
const unpacked: ReadonlySet<string> = new Set(['reversed', 'staticmethod', 'classmethod']);

/** The same for a function that also takes its arguments by name. */
function keywordArity({ name, positional, positionalOnly, required, keywordOnly }: Signature, given: number): string {
  // Some constructors of CPython have no name for their messages.
  const isNameless = name === 'function';
  const shown = isNameless ? name : `${name}()`;
  if (given < Math.min(required, positionalOnly)) {
    const bound = positionalOnly < positional.length ? 'at least' : 'exactly';
    return `${shown} takes ${bound} ${positionalOnly} positional argument${positionalOnly === 1 ? '' : 's'} (${given} given)`;
  }
  if (given < required) return `${shown} missing required argument '${positional[given]}' (pos ${given + 1})`;
  const all = positional.length + keywordOnly.length;
  if (isNameless && given > all) return `${shown} takes at most ${all} arguments (${given} given)`;
  const most = positional.length;
  const takes = keywordOnly.length > 0 ? 'at most' : required === most && !isNameless ? 'exactly' : 'at most';
  const kind = keywordOnly.length > 0 ? 'positional ' : '';
  return `${shown} takes ${takes} ${most} ${kind}argument${most === 1 ? '' : 's'} (${given} given)`;
}

/** Special methods that CPython writes as ordinary ones: their messages name them. */
const ordinaryMethods: ReadonlySet<string> = new Set([
  '__format__',
  '__reversed__',
  '__round__',
  '__trunc__',
  '__floor__',
  '__ceil__',
  '__reduce__',
  '__sizeof__',
  '__length_hint__',
  '__setstate__',
  '__complex__',
  '__bytes__',
  '__copy__',
  '__deepcopy__',
  '__enter__',
  '__exit__',
  '__missing__',
  '__getnewargs__',
]);

/** True for methods behind an operator or a built-in function, whose messages in CPython name nothing. */
function isOperatorMethod({ name, qualname }: Signature): boolean {
  if (!name.startsWith('__') || !name.endsWith('__') || !qualname.includes('.') || ordinaryMethods.has(name))
    return false;
  return !namedInMessages.has(qualname);
}

/** Operator methods that built-in containers have as ordinary ones besides. */
const namedInMessages: ReadonlySet<string> = new Set([
  'list.__getitem__',
  'dict.__getitem__',
  'dict.__contains__',
  'set.__contains__',
  'frozenset.__contains__',
]);

function qualified({ module, qualname }: Signature): string {
  return module === 'builtins' || qualname.includes('.') ? `${qualname}()` : `${module}.${qualname}()`;
}

/** `f() takes 1 positional argument but 2 were given`, in all of CPython's variants. */
function tooMany(signature: Signature, given: number): string {
  const { qualname, positional, required } = signature;
  const most = positional.length;
  const takes = required < most ? `from ${required} to ${most}` : `${most}`;
  const plural = most === 1 && required === most ? '' : 's';
  return `${qualname}() takes ${takes} positional argument${plural} but ${given} ${given === 1 ? 'was' : 'were'} given`;
}

/**
 * The message for a call to a function written in Aegis whose prologue found something amiss: missing arguments
 * first named, else too many.
 *
 * @param args the JavaScript arguments, a trailing `Keywords` included
 * @param receiver 1 in this-forms, whose arguments do not include the receiver that `signature` counts
 */
export function prologueMessage(signature: Signature, args: ArrayLike<Value | undefined>, receiver: 0 | 1): string {
  const last = args[args.length - 1];
  const keywords = last instanceof Keywords ? last : null;
  let given = args.length - (keywords === null ? 0 : 1);
  // Binding keywords fills the places before them with undefined.
  while (given > 0 && args[given - 1] === undefined) given--;
  const most = signature.positional.length - receiver;
  if (signature.rest === null && given > most) {
    const only = keywords === null ? 0 : keywords.names.filter((name) => signature.keywordOnly.includes(name)).length;
    if (only === 0) return tooMany(signature, given + receiver);
    const positionals = `${given + receiver} positional argument${given + receiver === 1 ? '' : 's'}`;
    return tooMany(signature, given + receiver).replace(
      / but .*$/,
      ` but ${positionals} (and ${only} keyword-only argument${only === 1 ? '' : 's'}) were given`,
    );
  }
  const missing: string[] = [];
  for (let index = 0; index < signature.required - receiver; index++) {
    if (args[index] === undefined || args[index] instanceof Keywords)
      missing.push(signature.positional[index + receiver]!);
  }
  if (missing.length > 0) return missingMessage(signature.qualname, 'positional', missing);
  return missingKeyword(signature, keywords);
}

/** The message for keyword-only arguments that were not given. */
export function missingKeyword(signature: Signature, keywords: Keywords | null): string {
  const absent = signature.keywordRequired.filter((name) => keywords === null || !keywords.names.includes(name));
  return missingMessage(signature.qualname, 'keyword-only', absent);
}

function missingMessage(qualname: string, kind: string, names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const list =
    quoted.length === 1
      ? quoted[0]
      : quoted.length === 2
        ? `${quoted[0]} and ${quoted[1]}`
        : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
  return `${qualname}() missing ${names.length} required ${kind} argument${names.length === 1 ? '' : 's'}: ${list}`;
}
