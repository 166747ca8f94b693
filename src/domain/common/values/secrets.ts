// Which texts are secret, and how they are removed from what is shown.

/** Shorter values would mask ordinary words. */
const shortestSecret = 6;

export const longEnough = (secrets: readonly string[]): readonly string[] => [
  ...new Set(secrets.filter(({ length }) => length >= shortestSecret)),
];

/**
 * The value of a header, its words, and the parts of its words: a server that repeats `Bearer x` or `session=x; theme=y`
 * may repeat only `x`.
 */
export const secretsInHeader = (value: string): readonly string[] => [
  ...new Set([value, ...value.split(/\s+/), ...value.split(/[\s;,:=&"']+/)].filter((word) => word !== '')),
];

/**
 * The text with `***` in place of each secret. Secrets that overlap are removed together. `isCut`: the text ends where it
 * was cut off, so the beginning of a secret at its end counts, too. Mask before you cut: a part of a secret isn't found.
 */
export function masked(text: string, secrets: readonly string[], isCut = false): string {
  const long = longEnough(secrets);
  const spans = long.flatMap((secret) => [...spansOf(text, secret), ...(isCut ? endOf(text, secret) : [])]);
  const pieces: string[] = [];
  let at = 0;
  for (const [from, to] of merged(spans)) {
    pieces.push(text.slice(at, from));
    at = to;
  }
  return [...pieces, text.slice(at)].join('***');
}

type Span = readonly [from: number, to: number];

function spansOf(text: string, secret: string): readonly Span[] {
  const pattern = patternOf(secret);
  const spans: Span[] = [];
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    spans.push([found.index, pattern.lastIndex]);
    // A secret such as `ababab` may overlap itself.
    pattern.lastIndex = found.index + 1;
  }
  return spans;
}

/** Made once: a long output is searched line by line. After a search that found nothing more, it begins at the start again. */
function patternOf(secret: string): RegExp {
  const known = patterns.get(secret);
  if (known !== undefined) return known;
  const words = secret.split(/\s+/).map((word) => Array.from(word, formsOf).join(between));
  const pattern = new RegExp(words.join(spaces), 'g');
  patterns.set(secret, pattern);
  return pattern;
}

const patterns = new Map<string, RegExp>();

/** Between the words of a secret, also as a URL or a form writes it. */
const spaces = '(?:[\\s\u200b`+]|%20)+';

/**
 * What Markdown puts between characters: an invisible space, and the fences of a code span with their spaces. Each
 * character fits in one way only, or hostile text could keep the search busy for ever.
 */
const between = '(?:[\\u200b`]| (?=`)|(?<=`) (?!`))*';

/** A character as it may stand in plain text, Markdown, JSON, HTML or a URL. Servers encode letters and digits in none of them. */
function formsOf(character: string): string {
  const own = String.raw`\\?` + escaped(character);
  if (/^[A-Za-z0-9]$/.test(character)) return own;
  const inUrl = escaped(encodeURIComponent(character.toWellFormed()));
  return `(?:${[own, inUrl, ...codesOf(character), ...(entities[character] ?? [])].join('|')})`;
}

/** By its number, in a URL, JSON and HTML. */
function codesOf(character: string): readonly string[] {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return [`%${hex}`, String.raw`\\u0*${hex}`, `&#[xX]0*${hex};`, `&#0*${String(code)};`];
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

const entities: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
};

function endOf(text: string, secret: string): readonly Span[] {
  for (let length = Math.min(secret.length - 1, text.length); length > 0; length--)
    if (text.endsWith(secret.slice(0, length))) return [[text.length - length, text.length]];
  return [];
}

/** Sorted, without overlaps. */
function merged(spans: readonly Span[]): readonly Span[] {
  const all: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

/** Texts in the output of an application that are probably secret. */
const likely: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[oprsu]_|github_pat_)\w{20,}|\bxox[a-z]-[\w-]{10,}|\bsk_(?:live|test)_\w{10,}/g,
  /\bglpat-[\w-]{20,}|\bnpm_[A-Za-z0-9]{30,}|\bwhsec_[\w+/=]{16,}|\bAIza[\w-]{30,}/g,
  /(?<=\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]+/g,
  /(?<=\bX-Amz-(?:Signature|Security-Token|Credential)=)[^\s&"'<>]+/gi,
  // A JSON Web Token.
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)?/g,
  // User and password in an address.
  /(?<=:\/\/)[^\s/@]{1,200}(?=@)/g,
  /(?<=\b(?:bearer|basic)\s)[\w.+/=~-]{6,}/gi,
  /(?<=(?:password|passwd|pwd|secret|token|credentials?|(?:api|access|private|secret)[_-]?key)["']{0,2}\s{0,3}[:=]\s{0,3}["']?)[^\s"',;&)}\]]+/gi,
];

/** The text with `***` in place of what looks like a key, a token or a password. */
export const withoutLikelySecrets = (text: string): string =>
  likely.reduce((shown, pattern) => shown.replaceAll(pattern, '***'), text);
