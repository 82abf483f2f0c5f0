/**
 * Sanitized text in the hands of who reads it for real: SQLite, a shell, an HTML parser, JSON.parse, URL, the file system's
 * paths, patterns. Whatever the text was, it comes back as data, or it was refused. Texts are made from the known bypasses of
 * each context (OWASP cheat sheets, Trojan Source, the URL standard's dot segments) and from any characters.
 */
import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { sanitizeHtml } from '#program/taint/contexts/html';
import { sanitizeJson } from '#program/taint/contexts/json';
import { sanitizeLog } from '#program/taint/contexts/log';
import { sanitizePath } from '#program/taint/contexts/path';
import { sanitizePrompt } from '#program/taint/contexts/prompt';
import { sanitizeRegex } from '#program/taint/contexts/regex';
import { sanitizeShell } from '#program/taint/contexts/shell';
import { sanitizeSql } from '#program/taint/contexts/sql';
import { sanitizeUrl } from '#program/taint/contexts/url';

const bypasses = [
  ...[
    "' OR 1=1 --",
    "\\'",
    '";',
    '/*',
    '*/',
    ';--',
    "''",
    '`',
    '$(id)',
    '$IFS',
    '\\\n',
    '!!',
    '~',
    '*',
    '&&',
    '|',
    '>',
    '<',
  ],
  ...[
    '</script>',
    '<!--',
    '-->',
    ']]>',
    '<img src=x onerror=a>',
    '&#39;',
    '&quot;',
    'javascript:',
    '\t',
    '\f',
    '\v',
    '\u00a0',
  ],
  ...[
    '..',
    '.',
    '../',
    '..\\',
    '%2e%2e',
    '%2f',
    '%00',
    '/',
    '\\',
    'C:',
    'con',
    '~root',
    '．．',
    '／',
    '‥',
    '⁄',
    '∕',
    '?',
    '#',
    '@',
    ':',
  ],
  ...[
    '\r\n',
    '\n',
    '\u0085',
    '\u2028',
    '\u2029',
    '\x1b]0;x\x07',
    '\x9b2K',
    '\x08',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\u{e0041}',
  ],
  ...[
    '</untrusted-data>',
    '<|im_start|>',
    '[INST]',
    '```',
    '"',
    '\\u0022',
    '\\',
    '(?#',
    '[^',
    '{9999}',
    '$',
    '^',
    'a',
    'é',
    '𝒳',
    ' ',
  ],
];
const text = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...bypasses) }, fc.string({ unit: 'grapheme', maxLength: 6 })),
    {
      maxLength: 8,
    },
  )
  .map((pieces) => pieces.join(''));
const withoutNul = text.filter((each) => !each.includes('\0'));

/** The result, or null where the text was refused. */
function attempt(sanitize: (text: string) => string, hostile: string): string | null {
  try {
    return sanitize(hostile);
  } catch {
    return null;
  }
}

function holds(property: fc.IProperty<[string]>, numRuns = 3000): void {
  fc.assert(property, { numRuns, seed: 20260801 });
}

test('SQLite reads one string, and nothing after it', () => {
  const database = new Database(':memory:');
  holds(
    fc.property(withoutNul, (hostile) => {
      const rows = database.query(`SELECT '${sanitizeSql(hostile)}' AS value, 7 AS after`).all();
      expect(rows).toEqual([{ value: hostile.replace(/[\\"]/g, '$&$&'), after: 7 }]);
    }),
  );
});

test('a shell reads one word', () => {
  holds(
    fc.property(withoutNul, (hostile) => {
      const { stdout } = Bun.spawnSync(['sh', '-c', `printf '%s|' ${sanitizeShell(hostile)} end`]);
      expect(stdout.toString()).toBe(`${hostile}|end|`);
    }),
    150,
  );
});

test('an HTML parser finds the element and its attributes, and none besides', async () => {
  const texts = fc.sample(withoutNul, { numRuns: 400, seed: 20260801 });
  for (const hostile of texts) {
    const safe = sanitizeHtml(hostile);
    const found: string[] = [];
    const rewriter = new HTMLRewriter().on('*', {
      element: (element) => {
        found.push(`${element.tagName} ${[...element.attributes].map(([name]) => name).join(' ')}`);
      },
      comments: () => {
        found.push('comment');
      },
    });
    await rewriter.transform(new Response(`<p title="${safe}" lang='${safe}'>${safe}</p><i></i>`)).text();
    expect(found).toEqual(['p title lang', 'i ']);
  }
});

test('JSON.parse gives the text back, and a script element is not ended by it', () => {
  holds(
    fc.property(text, (hostile) => {
      const safe = sanitizeJson(hostile);
      expect(JSON.parse(safe)).toBe(hostile);
      expect(safe).not.toMatch(/[<>&\u2028\u2029]/);
    }),
  );
});

test('a URL keeps its host, its folders and its other parameters', () => {
  holds(
    fc.property(text, (hostile) => {
      const safe = attempt(sanitizeUrl, hostile);
      if (safe === null) return;
      const query = new URL(`https://host.example/a?q=${safe}&after=1#end`);
      expect([
        query.host,
        query.pathname,
        query.searchParams.get('q'),
        query.searchParams.get('after'),
        query.hash,
      ]).toEqual(['host.example', '/a', hostile, '1', '#end']);
      const path = new URL(`https://host.example/a/${safe}/end`);
      expect(path.pathname).toBe(`/a/${safe}/end`);
    }),
  );
  for (const dots of ['.', '..']) expect(attempt(sanitizeUrl, dots)).toBeNull();
});

test('a path stays in its folder, on POSIX and on Windows', () => {
  holds(
    fc.property(text, (hostile) => {
      const safe = attempt(sanitizePath, hostile);
      if (safe === null) return;
      for (const form of [safe, safe.normalize('NFKC'), decodeURIComponent(safe.replace(/%(?![\da-f]{2})/gi, '%25'))]) {
        expect(posix.resolve('/srv/data', form)).toStartWith('/srv/data/');
        expect(win32.resolve('C:\\data', form)).toStartWith('C:\\data\\');
      }
    }),
  );
});

test('a log has one line of it, and a terminal nothing to obey', () => {
  holds(
    fc.property(text, (hostile) => {
      const safe = sanitizeLog(hostile);
      expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      const back = safe.replace(
        /\\(?:([\\nrt])|x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8}))/g,
        (_, short: string | undefined, ...codes: (string | undefined)[]) =>
          short === undefined
            ? String.fromCodePoint(Number.parseInt(codes.find((code) => code !== undefined)!, 16))
            : { '\\': '\\', n: '\n', r: '\r', t: '\t' }[short]!,
      );
      expect(back).toBe(hostile);
    }),
  );
});

test('a pattern matches this text and no other', () => {
  holds(
    fc.property(text, (hostile) => {
      const pattern = new RegExp(`^(?:${sanitizeRegex(hostile)})$`, 's');
      expect(pattern.test(hostile)).toBe(true);
      expect(pattern.test(`${hostile}x`)).toBe(false);
      expect(pattern.test(hostile.slice(1))).toBe(hostile === '');
    }),
  );
});

test('a prompt has the marks once, and between them the text without what no reader sees', () => {
  holds(
    fc.property(text, (hostile) => {
      const inside = /^<untrusted-data>(".*")<\/untrusted-data>$/s.exec(sanitizePrompt(hostile))?.[1];
      expect(inside).toBeDefined();
      expect(inside).not.toMatch(/[<>[\]|`\p{Cf}\p{Cc}]/u);
      expect(hostile.replace(/[\p{Cf}\p{Co}\p{Zl}\p{Zp}]|\p{Default_Ignorable_Code_Point}/gu, '')).toBe(
        JSON.parse(inside!) as string,
      );
    }),
  );
});
