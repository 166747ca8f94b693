// What GitHub makes of a comment: links of Markdown, and references that it looks for in the rendered text.
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

export const rendered = (markdown: string): string =>
  micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });

/** `@user`, `#1`, `GH-1`, addresses and ids of commits, in text that is neither code nor a link. */
export const referencesIn = (html: string): readonly string[] => {
  const texts = html.replaceAll(/<(code|a)\b[^>]*>[\s\S]*?<\/\1>/g, '<br>').split(/<[^>]*>/);
  const references = /@\w|#\d|GH-\d|:\/\/|www\.|\b(?=\d*[a-f])[0-9a-f]{7,40}\b/gi;
  return texts.flatMap((text) => [...decoded(text).matchAll(references)].map(([found]) => found));
};

export const linksIn = (html: string): readonly string[] =>
  [...html.matchAll(/<(?:a|img)\b[^>]*(?:href|src)="([^"]*)"/g)].map(([, target]) => target ?? '');

const decoded = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The text that a reader sees. */
export const textOf = (html: string): string =>
  decoded(html.replaceAll(/<[^>]*>/g, ''))
    .replaceAll('\u200b', '')
    .trim();
