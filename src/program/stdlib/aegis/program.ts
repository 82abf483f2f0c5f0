/** `aegis.program`: what a program may know of its own run. Arguments come from outside, so they are tainted. */
import { programSettings } from '../../program-settings.ts';
import { label } from '../../taint.ts';
import { makeModuleObject } from '../../values/module-object.ts';
import { textFromString } from '../../values/text.ts';

export default makeModuleObject(
  'aegis.program',
  {},
  {
    arguments: () => label(programSettings().arguments.map(textFromString), 'tainted', 'the program arguments'),
  },
);
