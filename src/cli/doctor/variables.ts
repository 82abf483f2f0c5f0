/**
 * Variables of the environment that act on the executable before any of our code does. Program processes start with an
 * empty environment; these reach the command line and the broker, which hold the authority.
 */
import { environmentVariables } from '#platform/environment';
import { type Finding, findingsOf } from './finding.ts';

const { ok, warn, fail } = findingsOf('variables');

interface Influence {
  readonly names: RegExp;
  readonly does: string;
  /** True when it can make the executable run code that is not ours. */
  readonly runsForeignCode: boolean;
}

const influences: readonly Influence[] = [
  { names: /^BUN_OPTIONS$/, does: 'can load foreign code into aegis', runsForeignCode: true },
  { names: /^BUN_BE_BUN$/, does: 'turns aegis into another program', runsForeignCode: true },
  { names: /^BUN_INSPECT/, does: 'lets a debugger steer aegis', runsForeignCode: true },
  { names: /^(LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES)$/, does: 'loads a library into aegis', runsForeignCode: true },
  { names: /^(LD|DYLD)_LIBRARY_PATH$/, does: 'can replace system libraries', runsForeignCode: false },
  {
    names: /^(NODE_OPTIONS|NODE_PATH)$/,
    does: 'is meant to load code into programs like aegis',
    runsForeignCode: false,
  },
  { names: /^BUN_(JSC|CONFIG|FEATURE_FLAG|DEBUG)_/, does: 'changes how the engine works', runsForeignCode: false },
  {
    names: /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/,
    does: 'makes aegis trust other certificates than its own; [network] ca does so for one project',
    runsForeignCode: false,
  },
  {
    names: /^NODE_TLS_REJECT_UNAUTHORIZED$/,
    does: 'asks for certificates not to be checked; they are checked for programs all the same',
    runsForeignCode: false,
  },
];

export function examineVariables(): readonly Finding[] {
  const names = Object.entries(environmentVariables()).flatMap(([name, value]) => (value ? [name] : []));
  const findings = names.sort().flatMap((name) => {
    const influence = influences.find((each) => each.names.test(name));
    if (influence === undefined) return [];
    return [(influence.runsForeignCode ? fail : warn)(`${name} is set: it ${influence.does}`, `unset ${name}`)];
  });
  return findings.length > 0 ? findings : [ok('none that changes how aegis itself starts')];
}
