/** Which patterns cannot fail: what follows one in a `match` is never tried. */
import type * as ast from '#language/ast';

/** True for a pattern that fits everything. */
export function isIrrefutable(pattern: ast.Pattern): boolean {
  switch (pattern.kind) {
    case 'WildcardPattern':
    case 'CapturePattern':
    case 'StarPattern':
      return true;
    case 'AsPattern':
      return isIrrefutable(pattern.pattern);
    case 'OrPattern':
      return pattern.alternatives.some(isIrrefutable);
    default:
      return false;
  }
}
