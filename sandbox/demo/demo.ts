// `npm run demo`: the committed bundle releases v2 of a web service over v1, on a local AWS, under live traffic.
import { alarm } from './alarm.ts';
import { all } from './all.ts';
import { broken } from './broken.ts';
import { naive } from './naive.ts';
import { release } from './release.ts';

const demos = { '': release, '--all': all, '--broken': broken, '--alarm': alarm, '--naive': naive } as const;

const [choice = ''] = process.argv.slice(2);
if (!(choice in demos)) {
  console.error(
    `Unknown option ${choice}. Use: ${Object.keys(demos)
      .map((name) => `npm run demo${name === '' ? '' : ` -- ${name}`}`)
      .join(', ')}.`,
  );
  process.exit(2);
}
const isAsPromised = await demos[choice as keyof typeof demos]();
process.exit(isAsPromised ? 0 : 1);
