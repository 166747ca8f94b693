// Markdown as GitHub shows it: its tables, folded parts, alerts and colours, near enough to judge how a text reads.
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

// `light-dark` follows the scheme that the browser asks for. On Linux, the condensed font is as wide as GitHub's own.
const style = `
  :root { color-scheme: light dark; }
  body { margin: 0; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #f0f6fc);
    font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, "DejaVu Sans Condensed", sans-serif; }
  article { box-sizing: border-box; max-width: 812px; margin: 8px; padding: 16px; overflow-wrap: break-word; border-radius: 6px;
    border: 1px solid light-dark(#d1d9e0, #3d444d); }
  article.file { max-width: 980px; padding: 32px; font-size: 16px; }
  article > :first-child { margin-top: 0; } article > :last-child { margin-bottom: 0; }
  h1, h2, h3 { margin: 24px 0 16px; line-height: 1.25; font-weight: 600; } h3 { font-size: 1.25em; }
  h1, h2 { padding-bottom: .3em; border-bottom: 1px solid light-dark(#d1d9e0b3, #3d444db3); }
  p, ul, ol, pre, blockquote, details, .mermaid { margin: 0 0 16px; } ul, ol { padding-left: 2em; } li + li { margin-top: .25em; }
  table { margin: 0 0 16px; display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse; }
  th, td { padding: 6px 13px; border: 1px solid light-dark(#d1d9e0, #3d444d); } th { font-weight: 600; }
  tr:nth-child(2n) td { background: light-dark(#f6f8fa, #151b23); }
  code { padding: .2em .4em; font: 85% ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
    background: light-dark(#818b981f, #656c7633); border-radius: 6px; white-space: break-spaces; }
  pre { padding: 16px; overflow: auto; line-height: 1.45; background: light-dark(#f6f8fa, #151b23); border-radius: 6px; }
  pre.drawn { padding: 0; background: none; }
  pre code { padding: 0; background: none; white-space: pre; }
  a { color: light-dark(#0969da, #4493f8); } img { max-width: 100%; } sub { font-size: 75%; line-height: 0; }
  blockquote { padding: 0 1em; color: light-dark(#59636e, #9198a1); border-left: .25em solid light-dark(#d1d9e0, #3d444d); }
  blockquote > :last-child { margin-bottom: 0; } blockquote[class] { padding: 8px 16px; color: inherit; border-color: var(--kind); }
  blockquote b { color: var(--kind); font-weight: 500; }
  .note { --kind: light-dark(#0969da, #4493f8); } .tip { --kind: light-dark(#1a7f37, #3fb950); }
  .important { --kind: light-dark(#8250df, #ab7df8); } .warning { --kind: light-dark(#9a6700, #d29922); }
  .caution { --kind: light-dark(#cf222e, #f85149); }
`;

/** `comment`: where a single line break is one, as in comments and summaries. `file`: a page of the repository. */
export type Kind = 'comment' | 'file';

export function articleOf(markdown: string, kind: Kind = 'comment'): string {
  const options = {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  };
  const html = withDiagrams(withAlerts(micromark(markdown, options)));
  return `<article class="${kind}">${kind === 'comment' ? withLineBreaks(html) : html}</article>`;
}

/** The whole page. `lines` go into its head. */
export const pageOf = (articles: readonly string[], lines = ''): string =>
  `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">${lines}<style>${style}</style>${articles.join('\n')}`;

const withAlerts = (html: string): string =>
  html.replaceAll(
    /<blockquote>\s*<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/g,
    (_, kind: string) =>
      `<blockquote class="${kind.toLowerCase()}"><p><b>${kind.charAt(0)}${kind.slice(1).toLowerCase()}</b></p><p>`,
  );

const withLineBreaks = (html: string): string =>
  html.replaceAll(/<p>[\s\S]*?<\/p>/g, (paragraph) => paragraph.replaceAll(/(?<!<br \/>)\n/g, '<br />\n'));

/** Without Mermaid's script in the page, its text stays. */
const withDiagrams = (html: string): string =>
  html.replaceAll(
    /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
    '<pre class="mermaid">$1</pre>',
  );
