// Texts in the log of an application that are probably secret.
import { itemsOf, memberOf, type JsonObject } from '../values/json.ts';

const patterns: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[oprsu]_|github_pat_)\w{20,}|\bxox[a-z]-[\w-]{10,}|\bsk_(?:live|test)_\w{10,}/g,
  // A JSON Web Token.
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)?/g,
  // User and password in an address.
  /(?<=:\/\/)[^\s/@]{1,200}(?=@)/g,
  /(?<=\b(?:bearer|basic)\s)[\w.+/=~-]{6,}/gi,
  /(?<=(?:password|passwd|pwd|secret|token|credentials?|(?:api|access|private|secret)[_-]?key)["']{0,2}\s{0,3}[:=]\s{0,3}["']?)[^\s"',;&)}\]]+/gi,
];

/** The text with `***` in place of what looks like a key, a token or a password. */
export const withoutLikelySecrets = (text: string): string =>
  patterns.reduce((shown, pattern) => shown.replaceAll(pattern, '***'), text);

/** The values of all environment variables: any of them may be a password, whatever its name. */
export const environmentValues = (definition: JsonObject): readonly string[] =>
  itemsOf(memberOf(definition, 'containerDefinitions'))
    .flatMap((container) => itemsOf(memberOf(container, 'environment')))
    .flatMap((variable) => {
      const value = memberOf(variable, 'value');
      return typeof value === 'string' ? [value] : [];
    });
