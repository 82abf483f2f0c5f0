/** Whoever publishes signs the registry's new state, too: in one that is not open, only keys that were let in may. */
import { anybody } from '../registry/index-line.ts';
import { type PublishCheck, refusal } from './check.ts';

export const keyMaySign: PublishCheck = {
  title: 'your key may sign for the registry',
  run({ signers, publicKey }) {
    if (signers.includes(publicKey) || signers.includes(anybody)) return [];
    return [
      refusal(
        `your key ${publicKey} may not sign for this registry`,
        `its keeper can let you in: aegis registry signers REGISTRY add ${publicKey}`,
      ),
    ];
  },
};
