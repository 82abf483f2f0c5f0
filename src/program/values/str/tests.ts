/** `str`: the `is…` methods. */
import type { MethodTable } from '../method-table.ts';
import { pointsOf, type Str } from '../text.ts';
import type { ThisForm, Value } from '../value.ts';
import { isSpacePoint } from './digits.ts';
import { isPrintablePoint } from './quote.ts';
import { ownText } from './receiver.ts';

/** Characters that are digits but no decimal digits: raised, circled, bracketed … as first and last of each run. */
const otherDigits = [
  0xb2, 0xb3, 0xb9, 0xb9, 0x1369, 0x1371, 0x19da, 0x19da, 0x2070, 0x2070, 0x2074, 0x2079, 0x2080, 0x2089, 0x2460,
  0x2468, 0x2474, 0x247c, 0x2488, 0x2490, 0x24ea, 0x24ea, 0x24f5, 0x24fd, 0x24ff, 0x24ff, 0x2776, 0x277e, 0x2780,
  0x2788, 0x278a, 0x2792, 0x10a40, 0x10a43, 0x10e60, 0x10e68, 0x11052, 0x1105a, 0x1f100, 0x1f10a,
];

/** Ideographs that are numbers. */
const numberIdeographs =
  '\u3405\u3483\u382a\u3b4d\u4e00\u4e03\u4e07\u4e09\u4e5d\u4e8c\u4e94\u4e96\u4ebf\u4ec0\u4edf\u4ee8' +
  '\u4f0d\u4f70\u5104\u5146\u5169\u516b\u516d\u5341\u5343\u5344\u5345\u534c\u53c1\u53c2\u53c3\u53c4' +
  '\u56db\u58f1\u58f9\u5e7a\u5efe\u5eff\u5f0c\u5f0d\u5f0e\u5f10\u62fe\u634c\u67d2\u6f06\u7396\u767e' +
  '\u8086\u842c\u8cae\u8cb3\u8d30\u9621\u9646\u964c\u9678\u96f6\uf96b\uf973\uf978\uf9b2\uf9d1\uf9d3' +
  '\uf9fd\u{20001}\u{20064}\u{200e2}\u{20121}\u{2092a}\u{20983}\u{2098c}\u{2099c}\u{20aea}\u{20afd}' +
  '\u{20b19}\u{22390}\u{22998}\u{23b1b}\u{2626d}\u{2f890}';

const ascii = /^[\x00-\x7f]*$/;

function isOtherDigit(point: number): boolean {
  for (let index = 0; index < otherDigits.length; index += 2) {
    if (point >= otherDigits[index]! && point <= otherDigits[index + 1]!) return true;
  }
  return false;
}

const matches = (test: RegExp) => (point: number) => test.test(String.fromCodePoint(point));
const isLetter = matches(/^\p{L}$/u);
const isDecimal = matches(/^\p{Nd}$/u);
const isDigit = (point: number): boolean => isDecimal(point) || isOtherDigit(point);
const isNumberCategory = matches(/^\p{N}$/u);
const isNumeric = (point: number): boolean =>
  isNumberCategory(point) || (point > 0x3400 && numberIdeographs.includes(String.fromCodePoint(point)));
const isLower = matches(/^\p{Lowercase}$/u);
const isUpper = matches(/^\p{Uppercase}$/u);
const isTitle = matches(/^\p{Lt}$/u);

function every(text: Str, test: (point: number) => boolean, whenEmpty: boolean): boolean {
  const points = pointsOf(text);
  for (let index = 0; index < points.length; index++) if (!test(points[index]!)) return false;
  return points.length > 0 || whenEmpty;
}

/** At least one letter of a case, none of the other. */
function allOfCase(text: Str, wanted: (point: number) => boolean, other: (point: number) => boolean): boolean {
  let found = false;
  for (const point of pointsOf(text)) {
    if (other(point) || isTitle(point)) return false;
    if (wanted(point)) found = true;
  }
  return found;
}

/** Capitals only at the beginning of words, and at least one. */
function isTitled(text: Str): boolean {
  let found = false;
  let follows = false;
  for (const point of pointsOf(text)) {
    if (isUpper(point) || isTitle(point)) {
      if (follows) return false;
      follows = found = true;
    } else if (isLower(point)) {
      if (!follows) return false;
      found = true;
    } else follows = false;
  }
  return found;
}

/** What may stand as a name. */
export const identifier = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;

/** A test of all characters that asks the engine once where the string is ASCII. */
function all(plain: RegExp, test: (point: number) => boolean): readonly [string, ThisForm] {
  return method((text) => {
    if (typeof text === 'string') {
      if (plain.test(text)) return true;
      if (ascii.test(text)) return false;
    }
    return every(text, test, false);
  });
}

function method(test: (text: Str) => boolean): readonly [string, ThisForm] {
  return [
    '()',
    function (this: Value) {
      return test(ownText(this));
    },
  ];
}

export const testMethods: MethodTable = {
  isalpha: all(/^[A-Za-z]+$/, isLetter),
  isdecimal: all(/^[0-9]+$/, isDecimal),
  isdigit: all(/^[0-9]+$/, isDigit),
  isnumeric: all(/^[0-9]+$/, isNumeric),
  isalnum: all(/^[A-Za-z0-9]+$/, (point) => isLetter(point) || isNumeric(point) || isDigit(point)),
  isspace: method((text) => every(text, isSpacePoint, false)),
  isprintable: method((text) => every(text, isPrintablePoint, true)),
  isascii: method((text) => typeof text === 'string' && ascii.test(text)),
  islower: method((text) => allOfCase(text, isLower, isUpper)),
  isupper: method((text) => allOfCase(text, isUpper, isLower)),
  istitle: method(isTitled),
  isidentifier: method((text) => identifier.test(String(text))),
};
