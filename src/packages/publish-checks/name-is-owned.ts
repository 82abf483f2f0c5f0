/** A name belongs to whoever published it first, and to those they let in. */
import { type Candidate, type Finding, refusal } from './check.ts';

export const nameIsOwned = {
  title: 'the name is yours or free',
  run({ manifest, history, publicKey }: Pick<Candidate, 'manifest' | 'history' | 'publicKey'>): readonly Finding[] {
    if (history.owners.length === 0 || history.owners.includes(publicKey)) return [];
    return [
      refusal(
        `${manifest.package.name} belongs to ${history.owners.join(', ')}; your key is ${publicKey}`,
        `one of them can let you in: aegis owners ${manifest.package.name} add ${publicKey}`,
      ),
    ];
  },
};
