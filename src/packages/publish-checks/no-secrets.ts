/** What is published can never be taken back, so what looks like a secret keeps a package from being published. */
import { type Finding, type PublishCheck, refusal } from './check.ts';

const secretFiles =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json)?|[^/]*\.(?:pem|p12|pfx|key|keystore|env))$/i;

/** Forms that nothing but a secret has. */
const secretTexts: readonly (readonly [what: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/],
  ['a signing key of Aegis', /"format"\s*:\s*"aegis-key\/1"/],
  ['an access key of AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})\b/],
  ['a token of GitLab', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['a token of Slack', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a key of a model provider', /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/],
  ['a key of Google', /\bAIza[0-9A-Za-z_-]{35}\b/],
  ['a key of Stripe', /\b[rs]k_live_[0-9A-Za-z]{20,}/],
  ['a web token', /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}/],
  ['a password in an address', /\b[a-z][a-z0-9+]{2,}:\/\/[^\s/:@"'{}$]+:[^\s/:@"'{}$]{4,}@[a-z0-9.-]+/i],
];

export const noSecrets: PublishCheck = {
  title: 'no secrets are among them',
  run({ files }) {
    return files.flatMap(({ path, bytes }) => {
      if (secretFiles.test(path))
        return refusal(`${path} is a file that holds secrets`, 'keep it outside of the package');
      return findings(path, new TextDecoder().decode(bytes));
    });
  },
};

function findings(path: string, text: string): Finding[] {
  return secretTexts.flatMap(([what, form]) => {
    const at = text.search(form);
    if (at < 0) return [];
    const line = text.slice(0, at).split('\n').length;
    return refusal(
      `${path}:${line} holds what looks like ${what}`,
      'read it from the environment instead, and change it: it may be known',
    );
  });
}
