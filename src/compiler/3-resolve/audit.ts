/**
 * `@intent("…")` and `@audit(level=…, redact=[…])`: what they declare about a function, class or module. Both are read, not
 * evaluated. A declaration that cannot be read stops the program: nobody should believe in a record that is not made.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';

export const auditLevels = ['full', 'summary', 'none'] as const;
export type AuditLevel = (typeof auditLevels)[number];

/** What is recorded of each call: all, without arguments and result, or nothing. */
export interface DeclaredAudit {
  readonly level: AuditLevel;
  /** Names of parameters and keys whose values are not recorded. */
  readonly redact: readonly string[];
}

/** What a decorator named `audit` declares; null when it is malformed. A bare `@audit` records all. */
export function declaredAudit(decorator: ast.Expression): DeclaredAudit | null {
  if (decorator.kind !== 'Call') return { level: 'full', redact: [] };
  let level: AuditLevel = 'full';
  let redact: readonly string[] = [];
  if (decorator.arguments.length > 0) return null;
  for (const { name, value } of decorator.keywords) {
    if (name?.name === 'level') {
      const found = auditLevels.find((each) => each === (value.kind === 'Name' ? value.name : textOf(value)));
      if (found === undefined) return null;
      level = found;
    } else if (name?.name === 'redact' && value.kind === 'ListExpression') {
      const names = value.elements.map(textOf);
      if (names.includes(null)) return null;
      redact = names as string[];
    } else return null;
  }
  return { level, redact };
}

/** The text of `@intent("…")`; null when it is malformed. */
export function declaredIntent(decorator: ast.Expression): string | null {
  if (decorator.kind !== 'Call' || decorator.arguments.length !== 1 || decorator.keywords.length > 0) return null;
  return textOf(decorator.arguments[0]!);
}

/** Reports an `@intent` or `@audit` that cannot be read. */
export function checkAudit(decorator: ast.Expression, name: 'intent' | 'audit', diagnostics: Diagnostics): void {
  const isForm = name === 'intent' ? declaredIntent(decorator) !== null : declaredAudit(decorator) !== null;
  if (isForm) return;
  diagnostics.report('syntax/audit-form', decorator.span, `'@${name}' is not what it can be`, {
    help:
      name === 'intent'
        ? 'write @intent("what it is for")'
        : 'write @audit, or @audit(level=summary, redact=["name"]) with level full, summary or none',
  });
}

function textOf(node: ast.Expression): string | null {
  return node.kind === 'Constant' && node.value.type === 'str' ? node.value.value : null;
}
