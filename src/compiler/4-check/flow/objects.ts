/** The objects of a file, each made once per place. */
import { AbstractObject, type ObjectForm } from './abstract-object.ts';
import type { FunctionFlow } from './function-flow.ts';

/** Objects that come out of calls in calls beyond this depth are not told apart. */
const deepest = 3;

export class Objects {
  private readonly known = new Map<string, AbstractObject>();

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
    const depth = object.key.split('<').length;
    const clone = this.at(
      depth > deepest ? `*<${object.name}` : `${site}<${object.key}`,
      object.form,
      object.name,
      owner,
    );
    if (clone.classes.length === 0) clone.classes.push(...object.classes);
    clone.fieldNames = object.fieldNames;
    clone.isOpen = object.isOpen;
    return clone;
  }
}
