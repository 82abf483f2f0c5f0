/**
 * The TextMate grammar of Aegis, for editors and for the manual: made from the language's own word lists, so that a new
 * keyword cannot be forgotten. `npm run docs` writes it to `editors/vscode/syntaxes`.
 */
import { join } from 'node:path';
import { builtinNames } from '#language/builtin-names';
import { hardKeywords, softKeywords } from '#language/keywords';

export const grammarFile = join(import.meta.dir, '../editors/vscode/syntaxes/aegis.tmLanguage.json');

const constants = ['True', 'False', 'None'];
const operators = ['and', 'or', 'not', 'in', 'is'];
const declarations = ['func', 'class', 'let', 'const', 'lambda', 'global', 'nonlocal'];
const control = hardKeywords.filter((word) => ![...constants, ...operators, ...declarations].includes(word));

const oneOf = (words: readonly string[]): string => `\\b(?:${words.join('|')})\\b`;
const name = '[\\p{L}_][\\p{L}\\p{N}_]*';

/** The text of the grammar file. */
export function grammarText(): string {
  return `${JSON.stringify(grammar(), null, 2)}\n`;
}

function grammar(): object {
  return {
    name: 'Aegis',
    scopeName: 'source.aegis',
    fileTypes: ['aegis'],
    patterns: ['comments', 'strings', 'decorators', 'definitions', 'words', 'numbers', 'calls', 'operators'].map(
      (part) => ({ include: `#${part}` }),
    ),
    repository: {
      comments: {
        patterns: [
          { name: 'comment.line.number-sign.directive.aegis', match: '#:.*$' },
          { name: 'comment.line.number-sign.aegis', match: '#.*$' },
        ],
      },
      strings: { patterns: ['"""', "'''", '"', "'"].flatMap(stringPatterns) },
      decorators: {
        match: `^\\s*(@)(${name}(?:\\.${name})*)`,
        captures: {
          '1': { name: 'punctuation.decorator.aegis' },
          '2': { name: 'entity.name.function.decorator.aegis' },
        },
      },
      definitions: {
        patterns: [
          definition('func', 'entity.name.function.aegis'),
          definition('class|type|module', 'entity.name.type.aegis'),
          definition('tool_call|human_input|memory_access|delegate|plan|step|budget', 'entity.name.function.aegis'),
        ],
      },
      words: {
        patterns: [
          { name: 'constant.language.aegis', match: oneOf(constants) },
          { name: 'keyword.operator.word.aegis', match: oneOf(operators) },
          { name: 'storage.type.aegis', match: oneOf(declarations) },
          { name: 'keyword.control.aegis', match: oneOf(control) },
          // Names everywhere else: only at the start of a statement, or where a block expression begins.
          {
            match: `(?:^|=|\\breturn\\b)\\s*(${softKeywords.join('|')})\\b(?=\\s*[\\p{L}_"'\\d(\\[{:])(?!\\s*[(=.])`,
            captures: { '1': { name: 'keyword.control.construct.aegis' } },
          },
          { name: 'variable.language.self.aegis', match: oneOf(['self', 'cls']) },
          { name: 'support.function.builtin.aegis', match: `(?<!\\.)${oneOf([...builtinNames])}` },
        ],
      },
      numbers: {
        name: 'constant.numeric.aegis',
        match:
          '\\b(?:0[xX][\\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?(?:j|ms|s|m|h|d)?)\\b',
      },
      calls: {
        match: `(${name})(?=\\()`,
        captures: { '1': { name: 'meta.function-call.aegis entity.name.function.aegis' } },
      },
      operators: { name: 'keyword.operator.aegis', match: '->|:=|\\*\\*|//|[-+*/%@&|^~<>=!]=?|<<|>>' },
    },
  };
}

function definition(words: string, scope: string): object {
  return {
    match: `(?:^|\\s)(${words})\\s+(${name})`,
    captures: { '1': { name: 'storage.type.aegis' }, '2': { name: scope } },
  };
}

/** A string with each of its prefixes; those of f-strings hold expressions. */
function stringPatterns(quote: string): object[] {
  const isLong = quote.length === 3;
  const end = isLong ? quote : `(${quote})|((?<!\\\\)$)`;
  const escape = {
    name: 'constant.character.escape.aegis',
    match: '\\\\(?:[\\n\\\\\'"abfnrtv]|x[\\da-fA-F]{2}|u[\\da-fA-F]{4}|U[\\da-fA-F]{8}|N\\{[^}]*\\}|[0-7]{1,3})',
  };
  const field = {
    begin: '\\{(?!\\{)',
    end: '\\}',
    name: 'meta.template.expression.aegis',
    patterns: [{ include: '#words' }, { include: '#numbers' }, { include: '#calls' }, { include: '#operators' }],
  };
  return [
    { name: 'string.interpolated.aegis', begin: `\\b(?:[fF][rR]?|[rR][fF])${quote}`, end, patterns: [escape, field] },
    { name: 'string.quoted.raw.aegis', begin: `\\b(?:[rR][bB]?|[bB][rR])${quote}`, end },
    { name: 'string.quoted.aegis', begin: `(?:\\b[bBuU])?${quote}`, end, patterns: [escape] },
  ];
}
