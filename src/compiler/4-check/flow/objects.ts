/** The objects of a file, each made once per place. */
import { AbstractObject, type ObjectForm } from './abstract-object.ts';
import type { FunctionFlow } from './function-flow.ts';

/** Objects that come out of calls in calls beyond this depth are not told apart. */
const deepest = 3;
/** Nor are more of them than this that stand for one object: parsers that call themselves in many places make thousands. */
const mostClones = 24;

export class Objects {
  private readonly known = new Map<string, AbstractObject>();
  /** How often each object was cloned, by its own key. */
  private readonly clones = new Map<string, number>();

  /** @param key of the place, unique in the file */
  at(key: string, form: ObjectForm, name: string, owner: FunctionFlow | null): AbstractObject {
    let object = this.known.get(key);
    if (object === undefined) {
      object = new AbstractObject(form, name, key, owner);
      this.known.set(key, object);
    }
    return object;
  }

  /** The object that a call gets in place of one that the called function makes. */
  cloneOf(object: AbstractObject, site: string, owner: FunctionFlow): AbstractObject {
    const clone = this.at(this.cloneKey(object, `${site}<${object.key}`), object.form, object.name, owner);
    if (clone.classes.length === 0) clone.classes.push(...object.classes);
    clone.fieldNames = object.fieldNames;
    clone.isOpen = object.isOpen;
    clone.isOpaque = object.isOpaque;
    return clone;
  }

  private cloneKey({ key, name }: AbstractObject, wanted: string): string {
    if (this.known.has(wanted)) return wanted;
    const original = key.slice(key.lastIndexOf('<') + 1);
    const count = this.clones.get(original) ?? 0;
    if (count >= mostClones || key.split('<').length > deepest) return `*<${name}`;
    this.clones.set(original, count + 1);
    return wanted;
  }
}
