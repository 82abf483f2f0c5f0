/**
 * The native part of `re`: patterns, matches and the operations on them. `re.aegis` adds the module's functions, flags
 * and exception type.
 */

import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { matchType } from './re/match.ts';
import { compilePattern, patternType } from './re/pattern.ts';
import { onPatternProblem } from './re/problems.ts';

export default makeModuleObject('_re', {
  Pattern: patternType,
  Match: matchType,
  compile: native('compile', '(pattern, flags, /)', compilePattern),
  set_error: native('set_error', '(error, /)', onPatternProblem),
});
