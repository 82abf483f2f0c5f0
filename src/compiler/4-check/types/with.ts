/** Context managers: what `with` binds, and whether an exception of its block may be taken. */
import { awaited } from './items.ts';
import { any, type Type } from './type.ts';

export function enterType(manager: Type, isAsync: boolean): Type {
  const entered = methodResult(manager, isAsync ? '__aenter__' : '__enter__');
  return isAsync ? (awaited(entered) ?? any) : entered;
}

/** True where the manager's exit may say that the exception is dealt with, and where nothing is known of it. */
export function mayAcceptErrors(manager: Type, isAsync: boolean): boolean {
  const exit = methodResult(manager, isAsync ? '__aexit__' : '__exit__');
  const result = isAsync ? (awaited(exit) ?? any) : exit;
  return !(result.kind === 'none' || (result.kind === 'literal' && result.text === 'False'));
}

function methodResult(manager: Type, name: string): Type {
  if (manager.kind !== 'instance') return any;
  const method = manager.class.find(name, manager.arguments);
  return method?.type.kind === 'function' ? (method.type.signatures[0]?.returns() ?? any) : any;
}
