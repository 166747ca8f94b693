// Renders comments and summaries as one page, for review:
//   npm run -s comments > page.html               every state of the pull request's comment, and a vanished run's
//   npm run -s comments -- commands > page.html   the summaries of the other commands
//   npm run -s comments -- warm > page.html       the comment of one state
import { abandoned, abandonedLive, commandGallery } from '../__tests__/report/command-gallery.ts';
import { planGallery } from '../__tests__/report/plan-stories.ts';
import { skippedGallery } from '../__tests__/report/skipped-stories.ts';
import { gallery } from '../__tests__/report/stories.ts';
import { abandonedComment } from '../src/report/sweep/abandoned.ts';
import { stampedComment } from '../src/report/stamp.ts';
import { summaryOf } from '../src/report/messages/summary.ts';
import { articleOf, pageOf } from './pictures/page.ts';

const stories = { ...gallery, ...skippedGallery, ...planGallery };
const comments = Object.entries(stories).map(([name, story]) => ({ name, text: stampedComment(story) }));
const vanished = [abandoned(), abandonedLive()].map((story) => abandonedComment(...story));
const summaries = Object.values(commandGallery).map((story) => summaryOf(story()));
const wanted = process.argv[2];
const one = comments.find(({ name }) => name === wanted);
if (wanted !== undefined && wanted !== 'commands' && one === undefined)
  throw new Error(`No state "${wanted}". There are: commands, ${Object.keys(stories).join(', ')}.`);
const all = wanted === 'commands' ? summaries : [...comments.map(({ text }) => text), ...vanished];
const articles = (one === undefined ? all : [one.text]).map((text) => articleOf(text));
console.log(pageOf(articles));
