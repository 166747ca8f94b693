// Masks secrets in text for GitHub.
import { plain } from './markdown.ts';

/** The runner masks only its own log. Text that is sent to GitHub is masked here. As in the log, shorter values are not masked. */
const shortestMasked = 6;

export const masked = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter(({ length }) => length >= shortestMasked)
    .flatMap(formsOf)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);

/** The value itself, and its escaped forms in Markdown and JSON. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  plain(secret),
  JSON.stringify(secret).slice(1, -1),
];
