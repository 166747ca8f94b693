// Takes pictures of comments, summaries, plans and README as GitHub shows them, on a desktop and a phone, light and dark:
//   npm run pictures              all into .tmp/pictures, and those that the pages show into docs/images
//   npm run pictures -- warm      of one state
// CHROMIUM names the browser if it isn't found. MERMAID names a mermaid.min.js: without it, a diagram stays text.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stampedComment } from '../../src/report/stamp.ts';
import { summaryOf } from '../../src/report/messages/summary.ts';
import { openBrowser, type Browser } from './browser.ts';
import { articleOf, pageOf } from './page.ts';
import { shrink } from './png.ts';
import { shownInDocs } from './shown.ts';
import { laterComments, states } from './states.ts';

const root = path.join(import.meta.dirname, '../..');
const folder = path.join(root, '.tmp/pictures');
const widths = { desktop: 980, phone: 375 };
const schemes = ['light', 'dark'] as const;

interface Subject {
  readonly name: string;
  readonly html: (scheme: string) => string;
}

const wanted = process.argv[2];
const subjects = [...Object.keys(states).flatMap(subjectsOf), ...laterSubjects(), readme()].filter(
  ({ name }) => wanted === undefined || name === wanted || name === `${wanted}-summary`,
);
if (subjects.length === 0)
  throw new Error(
    `No state "${String(wanted)}". There are: readme, ${[...Object.keys(states), ...Object.keys(laterComments)].join(', ')}.`,
  );

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const subject of subjects) await takeAll(browser, subject);
} finally {
  await browser.close();
}

function subjectsOf(name: string): readonly Subject[] {
  const report = states[name]?.();
  if (report === undefined) return [];
  return [
    { name, html: drawn(stampedComment(report)) },
    { name: `${name}-summary`, html: drawn(summaryOf(report)) },
  ];
}

function laterSubjects(): readonly Subject[] {
  return Object.entries(laterComments).map(([name, text]) => ({ name, html: drawn(text()) }));
}

function drawn(markdown: string): Subject['html'] {
  return (scheme) => pageOf([articleOf(markdown)], mermaidFor(scheme));
}

function readme(): Subject {
  const base = `<base href="${pathToFileURL(root).href}/">`;
  const text = readFileSync(path.join(root, 'README.md'), 'utf8');
  return { name: 'readme', html: () => pageOf([articleOf(text, 'file')], base) };
}

function mermaidFor(scheme: string): string {
  const script = process.env['MERMAID'];
  if (script === undefined) return '';
  const theme = scheme === 'dark' ? 'dark' : 'default';
  return `<script src="${pathToFileURL(script).href}"></script><script>mermaid.initialize({ startOnLoad: false, theme: '${theme}' })</script>`;
}

async function takeAll(by: Browser, { name, html }: Subject): Promise<void> {
  for (const scheme of schemes) {
    const page = path.join(folder, `${name}.html`);
    writeFileSync(page, html(scheme));
    for (const [screen, width] of Object.entries(widths)) {
      const png = shrink(await by.picture(page, { width, scheme }));
      const file = `${name}-${screen}-${scheme}.png`;
      writeFileSync(path.join(folder, file), png);
      const shown = shownInDocs[`${name}-${screen}`];
      if (shown !== undefined) writeFileSync(path.join(root, 'docs/images', `${shown}-${scheme}.png`), png);
      console.log(`${file}: ${String(Math.ceil(png.length / 1024))} kB`);
    }
  }
}
