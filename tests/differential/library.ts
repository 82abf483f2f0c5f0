/** Calls of library modules whose results hang on nothing but their arguments: dates, decimals, texts, collections, patterns, JSON. */
import type { Random } from './random.ts';
import { anyLiteral } from './values.ts';

/** What stands before the calls of a program. */
export const libraryImports = `
import collections, datetime, decimal, fractions, functools, heapq, itertools, json, re, statistics, string, textwrap
from datetime import date, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
`;

/** What `{name}` in a call stands for. */
const parts: Readonly<Record<string, readonly string[]>> = {
  year: ['1', '1970', '1999', '2000', '2023', '2024', '9999'],
  month: ['1', '2', '6', '12', '13', '0'],
  day: ['1', '15', '28', '29', '30', '31'],
  hour: ['0', '7', '12', '23', '24'],
  minute: ['0', '5', '59', '60'],
  micro: ['0', '1', '500000', '999999'],
  small: ['-3', '-1', '0', '1', '2', '3', '7', '10'],
  number: ['0', '1', '-1', '7', '2.5', '-0.125', '1e10', '123456789', '1e-7', '3.14159', 'Decimal("1.10")'],
  date: ['date(2024, 2, 29)', 'date(1, 1, 1)', 'date(9999, 12, 31)', 'date(2023, 1, 1)', 'date(2020, 12, 28)'],
  moment: [
    'datetime.datetime(2024, 2, 29, 23, 59, 59, 999999)',
    'datetime.datetime(2000, 1, 1)',
    'datetime.datetime(1999, 12, 31, 12, 30, tzinfo=timezone.utc)',
    'datetime.datetime(2023, 7, 4, 1, 2, 3, 40, timezone(timedelta(hours=-5, minutes=-30)))',
  ],
  delta: [
    'timedelta(0)',
    'timedelta(days=-1, seconds=1)',
    'timedelta(weeks=3, hours=5)',
    'timedelta(microseconds=-1)',
    'timedelta(days=999999999)',
    'timedelta(minutes=90, milliseconds=1.5)',
  ],
  layout: [
    '"%Y-%m-%d"',
    '"%d %b %y"',
    '"%A, %j"',
    '"%H:%M:%S.%f"',
    '"%I %p"',
    '"%U %W %w"',
    '"%G-W%V-%u"',
    '"%c"',
    '"%z|%Z"',
    '"%%%y"',
  ],
  decimal: [
    '0',
    '-0',
    '1',
    '-1.5',
    '1E+3',
    '1E-7',
    '123.4560',
    '9.995',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e50',
    '0.1',
    '12345678901234567890.123',
  ].map((text) => `Decimal("${text}")`),
  rounding: 'UP DOWN CEILING FLOOR HALF_UP HALF_DOWN HALF_EVEN 05UP'.split(' ').map((name) => `decimal.ROUND_${name}`),
  specification: ['""', '".2f"', '"10.3e"', '"+,.1f"', '"%"', '"<12"', '"*^15.4g"', '"010.2f"', '".0f"', '"E"'],
  fraction: [
    'Fraction(1, 3)',
    'Fraction(-7, 2)',
    'Fraction(0)',
    'Fraction("1.25")',
    'Fraction(10**20, 3)',
    'Fraction(0.1)',
  ],
  text: [
    '"Hello, world! This is a longer line of text."',
    '"  indented\\n    more\\n\\n  less"',
    '"one"',
    '""',
    '"a-b-c hyphenated-words and   spaces\\ttabs"',
    '"averyveryverylongwordthatdoesnotfit in here"',
    '"müß ñandú 日本語 text"',
  ],
  pattern: [
    'r"\\w+"',
    'r"(a)|b"',
    'r"(?P<first>\\w)(?P<rest>\\w*)"',
    'r"\\b"',
    'r"[aeiou]+"',
    'r"(\\d+)-(\\d+)?"',
    'r"^\\s*"',
    'r"(?i)HELLO|x*"',
    'r"(.)\\1"',
    'r"(?<=l)o|l(?=l)"',
    'r"[^\\W\\d_]{2,4}?"',
    'r"(?m)$"',
  ],
  replacement: ['"<\\\\g<0>>"', '"-"', '""', '"\\\\1"', 'lambda found: found.group().upper()', '"[\\\\g<rest>]"'],
  items: [
    '[3, 1, 2]',
    '"abracadabra"',
    '[]',
    '(1, 1, 2, 3, 5)',
    '[0.5, 2, -1]',
    'range(6)',
    '{"b": 1, "a": 2}',
    '["x", "yy", "x"]',
  ],
  function: ['None', 'bool', 'lambda x: x', 'str', 'lambda x: x > "b"', 'lambda x: x == 1'],
  json: [
    '"[1, 2.50, -0, 1e3, true, null]"',
    '\'{"a": {"b": ["\\\\u00e9\\\\n"]}, "a": 2}\'',
    '"[1,]"',
    '"{\\"a\\": NaN}"',
    '"  7  "',
    '"\\"\\\\ud83d\\\\ude00\\""',
    '"[1 2]"',
    '"nul"',
  ],
  plain: [
    '{"b": [1, 2.5, None], "a": "é\\n"}',
    '[True, -0.0, 1e16, 10**20]',
    '"\\u2028 /"',
    '{1: 2, None: 3, 2.5: 4}',
    '(1, (2,))',
    '{}',
    'float("inf")',
    '{(1,): 2}',
    'b"x"',
  ],
  options: [
    '',
    ', indent=2',
    ', sort_keys=True',
    ', separators=(",", ":")',
    ', ensure_ascii=False',
    ', indent="--", sort_keys=True',
    ', allow_nan=False',
    ', skipkeys=True',
  ],
};

const calls = `
date({year}, {month}, {day}); {date} + {delta}; {date} - {date}; {date}.isocalendar(); {date}.strftime({layout}); {date}.replace(day={day}, month={month})
date.fromordinal({number}); {date}.toordinal(); {date}.timetuple(); {date} < {moment}; date.fromisoformat("2024-02-{day}"); date.fromisocalendar({year}, {small}, {small})
datetime.datetime({year}, {month}, {day}, {hour}, {minute}); {moment} - {moment}; {moment} + {delta}; {moment}.strftime({layout}); {moment}.isoformat(" ", "minutes")
{moment}.astimezone(timezone(timedelta(hours={small}))); {moment}.utctimetuple(); datetime.datetime.strptime({moment}.strftime({layout}), {layout}); {moment}.timestamp() if {moment}.tzinfo else None
datetime.datetime.fromisoformat("2023-07-04T01:02:03.{micro}"); {moment} == {moment}; hash({date}) == hash({date}); format({moment}, {layout}); str({moment}); {moment}.timetz()
{delta} * {number}; {delta} / {delta}; {delta} // {small}; {delta} % {delta}; divmod({delta}, {delta}); str({delta}); abs({delta}); {delta}.total_seconds(); timedelta(days={number}, hours={small})
time({hour}, {minute}, 1, {micro}); time({hour}, {minute}).isoformat("auto"); str(timezone(timedelta(minutes={number}))); timezone.utc.utcoffset({moment}); time.fromisoformat("1{small}:30")
{decimal} + {decimal}; {decimal} * {decimal}; {decimal} / {decimal}; {decimal} // {decimal}; {decimal} % {decimal}; {decimal} ** {small}; {decimal}.quantize({decimal}, {rounding}); {decimal}.sqrt(); round({decimal}, {small})
format({decimal}, {specification}); str({decimal}); {decimal}.as_tuple(); {decimal}.normalize(); {decimal}.to_integral_value({rounding}); {decimal} == {number}; {decimal} < {decimal}; {decimal}.compare_total({decimal}); hash({decimal}) == hash({number}); int({decimal}); float({decimal})
{decimal}.ln(); {decimal}.exp(); {decimal}.log10(); {decimal}.adjusted(); {decimal}.next_plus(); {decimal}.to_eng_string(); {decimal}.fma({decimal}, {decimal}); {decimal}.scaleb({small}); {decimal}.as_integer_ratio(); max({decimal}, {decimal})
{fraction} + {fraction}; {fraction} / {fraction}; {fraction} ** {small}; {fraction}.limit_denominator(10); round({fraction}, {small}); {fraction} // {fraction}; {fraction} == {number}; {fraction} + {number}; str({fraction}); Fraction({number})
textwrap.wrap({text}, {small} * 6); textwrap.fill({text}, 20, initial_indent="* ", subsequent_indent="  "); textwrap.dedent({text}); textwrap.indent({text}, "> "); textwrap.shorten({text}, 20); textwrap.wrap({text}, 12, break_long_words=False, break_on_hyphens=False, max_lines=2)
string.capwords({text}); string.Template("$a \${b} $$").substitute(a={number}, b={text}); string.Template({text} + "$x $").safe_substitute(x=1); string.Formatter().format("{0!r:>8} {a[0]}", {text}, a={items})
re.findall({pattern}, {text}); re.split({pattern}, {text}, {small}); re.sub({pattern}, {replacement}, {text}); re.subn({pattern}, {replacement}, {text}, 2); [m.span() for m in re.finditer({pattern}, {text})]; re.fullmatch({pattern}, {text}); re.search({pattern}, {text}, re.I); re.match({pattern}, {text}) and re.match({pattern}, {text}).groups(); re.escape({text}); re.compile({pattern}, re.M).groupindex
collections.Counter({items}).most_common({small}); collections.Counter({items}) - collections.Counter({items}); collections.Counter({items}) & collections.Counter({items}); collections.Counter({items}).total(); +collections.Counter(a={small}, b={small})
collections.deque({items}, {small}); collections.deque({items}).rotate({small}); collections.OrderedDict.fromkeys({items}); collections.ChainMap({"a": 1}, {"b": {small}}); collections.namedtuple("P", "x y", defaults=[{number}])({small})._asdict()
list(itertools.combinations({items}, {small})); list(itertools.permutations({items}, 2)); list(itertools.product({items}, repeat=2))[:9]; list(itertools.accumulate({items})); list(itertools.islice({items}, {small}, None, 2)); [(k, list(g)) for k, g in itertools.groupby({items})]; list(itertools.pairwise({items})); list(itertools.zip_longest({items}, {items}, fillvalue=0)); list(itertools.takewhile({function}, {items})); list(itertools.filterfalse({function}, {items})); list(itertools.chain.from_iterable([{items}, {items}])); list(itertools.compress({items}, [1, 0, 1])); list(itertools.starmap(max, [(1, {small}), (2, 3)]))
json.loads({json}); json.dumps({plain}{options}); json.loads({json}, parse_float=Decimal); json.loads({json}, object_pairs_hook=list); json.dumps({plain}, default=repr{options})
heapq.nsmallest({small}, {items}); heapq.nlargest({small}, {items}); list(heapq.merge([1, 4], [2, 3])); functools.reduce(lambda a, b: a + b, {items}); functools.reduce(max, {items}, 0)
statistics.mean({items}); statistics.median({items}); statistics.mode({items}); statistics.stdev({items}); statistics.quantiles({items}, n=3); statistics.fmean({items}); statistics.multimode({items}); statistics.harmonic_mean({items})
`
  .trim()
  .split(/;\s+|\n/);

/** A call with arguments that mostly fit. */
export function libraryCall(random: Random): string {
  return random.pick(calls).replace(/\{(\w+)\}/g, (written, name: string) => {
    const choices = parts[name];
    if (choices === undefined) return written;
    return random.once(40) ? anyLiteral(random) : random.pick(choices);
  });
}
