// `npm run demo`: the committed bundle releases v2 of a web service over v1, on a local AWS, under live traffic.
import { alarm } from './alarm.ts';
import { broken } from './broken.ts';
import { naive } from './naive.ts';
import { release } from './release.ts';

const demos = { '': release, '--broken': broken, '--alarm': alarm, '--naive': naive } as const;

const [choice = ''] = process.argv.slice(2);
if (!(choice in demos)) {
  console.error(
    `Unknown option ${choice}. Use: npm run demo, npm run demo -- --broken, npm run demo -- --alarm, npm run demo -- --naive.`,
  );
  process.exit(2);
}
const isAsPromised = await demos[choice as keyof typeof demos]();
process.exit(isAsPromised ? 0 : 1);
