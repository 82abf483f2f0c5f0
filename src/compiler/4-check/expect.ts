/**
 * `#: expect SLUG reason` accepts one finding of its line. An expectation that nothing meets is itself a finding, so that
 * none outlives its reason.
 */
import type { Diagnostic, Diagnostics } from '#diagnostics/diagnostic';
import type { Comment } from '#language/ast';

/** Takes accepted findings out of the list and reports expectations that met none. */
export function applyExpectations(comments: readonly Comment[], diagnostics: Diagnostics): void {
  const { source, list } = diagnostics;
  for (const comment of comments) {
    const match = /^#:\s*expect\s+([\w-]+\/[\w-]+)/.exec(comment.text);
    if (match === null) continue;
    const line = source.lineAt(comment.span.start);
    const met = list.findIndex(
      (finding) => finding.code === match[1] && isFinding(finding) && source.lineAt(finding.span.start) === line,
    );
    if (met >= 0) list.splice(met, 1);
    else {
      diagnostics.report('check/unused-expect', comment.span, `nothing on this line is reported as ${match[1]}`, {
        severity: 'warning',
        help: 'remove the comment',
      });
    }
  }
}

/** Findings of the checker can be accepted; what stops a run cannot. */
export function isFinding(diagnostic: Diagnostic): boolean {
  return /^(type|code|taint|capability|contract|check)\//.test(diagnostic.code);
}
