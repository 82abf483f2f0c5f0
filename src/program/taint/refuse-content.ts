/** The error of a sanitizer that cannot make a value fit. It never quotes the value. */
import { error } from '../values/exceptions.ts';

/** @throws SanitizeError */
export function refuseContent(context: string, why: string): never {
  throw error('SanitizeError', `The value cannot be sanitized for context=${context}: ${why}`);
}
