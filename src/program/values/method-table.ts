/** Methods of a native type by name, with their parameter lists: what families of methods export. */
import type { ThisForm } from './value.ts';

export type MethodTable = Readonly<Record<string, ThisForm | readonly [parameters: string, method: ThisForm]>>;
