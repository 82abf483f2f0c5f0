/** The built-in exceptions. What they carry beyond their arguments differs from one to the next, so they are open. */
import { exceptionAliases, exceptionParents } from '../../builtin-names.ts';

const root = `    func __init__(self, *arguments: Any, **named: Any) -> None: ...
    func __getattr__(self, name: str) -> Any: ...
`;

export const exceptions: string = Object.entries({ ...exceptionParents, ...exceptionAliases })
  .map(([name, parent]) => `class ${name}(${parent}):\n${parent === 'object' ? root : '    ...\n'}`)
  .join('');
