// Masks secrets in text for GitHub.
import { plain } from './markdown.ts';

/** The runner masks its own log; what goes to GitHub by other ways is masked here, shorter values left alone as there. */
const shortestMasked = 6;

export const masked = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter(({ length }) => length >= shortestMasked)
    .flatMap(formsOf)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);

/** As it is, as Markdown and as JSON write it. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  plain(secret),
  JSON.stringify(secret).slice(1, -1),
];
