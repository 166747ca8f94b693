// Renders comments and summaries as one page, for review:
//   npm run -s comments > page.html               every state of the pull request's comment, and a vanished run's
//   npm run -s comments -- commands > page.html   the summaries of the other commands
//   npm run -s comments -- warm > page.html       the comment of one state, as in docs/images
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { abandoned, commandGallery } from '../__tests__/report/command-gallery.ts';
import { planGallery } from '../__tests__/report/plan-stories.ts';
import { gallery } from '../__tests__/report/stories.ts';
import { abandonedComment } from '../src/report/messages/abandoned.ts';
import { stampedComment } from '../src/report/stamp.ts';
import { summaryOf } from '../src/report/messages/summary.ts';

const style = `
  body { margin: 0; font: 14px/1.5 system-ui, "DejaVu Sans", sans-serif; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #f0f6fc); color-scheme: light dark; }
  article { max-width: 760px; margin: 16px; padding: 12px 16px; border: 1px solid light-dark(#d1d9e0, #3d444d); border-radius: 6px; overflow-wrap: break-word; }
  table { margin: 0 0 16px; border-collapse: collapse; display: block; overflow: auto; max-width: 100%; }
  th, td { border: 1px solid light-dark(#d1d9e0, #3d444d); padding: 6px 13px; }
  code { font: 85% monospace; background: light-dark(#818b981f, #656c7633); padding: .2em .4em; border-radius: 6px; }
  pre { background: light-dark(#f6f8fa, #151b23); padding: 16px; overflow: auto; border-radius: 6px; }
  pre code { background: none; padding: 0; }
  a { color: light-dark(#0969da, #4493f8); }
  blockquote { margin: 0 0 16px; padding: 0 1em; border-left: .25em solid light-dark(#d1d9e0, #3d444d); }
  blockquote.caution { border-color: light-dark(#cf222e, #da3633); } .caution b { color: light-dark(#d1242f, #f85149); }
  blockquote.warning { border-color: light-dark(#9a6700, #9e6a03); } .warning b { color: light-dark(#9a6700, #d29922); }
  details { margin-bottom: 16px; }
  h3 { margin: 0 0 12px; font-size: 1.25em; }
`;

/** GitHub draws \`> [!CAUTION]\` as a coloured box; here it is near enough. */
const withAlerts = (html: string): string =>
  html.replaceAll(
    /<blockquote>\s*<p>\[!(CAUTION|WARNING|NOTE)\]\s*/g,
    (_, kind: string) => `<blockquote class="${kind.toLowerCase()}"><p><b>${kind}</b></p><p>`,
  );

const article = (markdown: string): string => {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return `<article>${withAlerts(html)}</article>`;
};

const stories = { ...gallery, ...planGallery };
const comments = Object.entries(stories).map(([name, story]) => ({ name, text: stampedComment(story) }));
const vanished = abandonedComment(...abandoned());
const summaries = Object.values(commandGallery).map((story) => summaryOf(story()));
const wanted = process.argv[2];
const one = comments.find(({ name }) => name === wanted);
if (wanted !== undefined && wanted !== 'commands' && one === undefined)
  throw new Error(`No state "${wanted}". There are: commands, ${Object.keys(stories).join(', ')}.`);
const all = wanted === 'commands' ? summaries : [...comments.map(({ text }) => text), vanished];
const articles = (one === undefined ? all : [one.text]).map(article);
console.log(`<!doctype html><meta charset="utf-8"><style>${style}</style>${articles.join('\n')}`);
