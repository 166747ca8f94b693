// Plays the stories in turn, and prints what users noticed of each.
import type { SummaryLine } from '../meter/lines.ts';
import { drain } from './drain.ts';
import { alarm } from './alarm.ts';
import { contract } from './contract.ts';
import { compatibleMigration, failingMigration } from './migrations.ts';
import { openStage } from './stage.ts';
import { endOf, stories, type Story } from './stories.ts';
import { heading, judge, printRun, printTraffic } from './totals.ts';
import { watch } from './watch.ts';

/** True if all stories end as they should. */
export async function all(): Promise<boolean> {
  const ends: boolean[] = [];
  for (const story of stories) ends.push(await play(story));
  ends.push(await failingMigration());
  ends.push(await compatibleMigration());
  ends.push(await contract());
  ends.push(await drain());
  ends.push(await alarm());
  heading(`${String(ends.filter(Boolean).length)} of ${String(ends.length)} stories ended as promised.`);
  return ends.every(Boolean);
}

async function play(story: Story): Promise<boolean> {
  heading(story.title);
  const stage = await openStage(100, story.world);
  const watching = watch(stage);
  try {
    const path = stage.writeTaskDefinition('web:v2', story.environment);
    const inputs = await story.inputs(stage);
    const run = await stage.release({ 'task-definition': path, ...inputs });
    const after = stage.traffic.snapshot().seconds.length;
    await stage.traffic.waitUntil(({ seconds }) => seconds.length >= after + 2, 10_000);
    watching.stop();
    const summary = await stage.traffic.stop();
    const { message = '' } = JSON.parse(run.outputs['result-json'] || '{}') as { message?: string };
    console.log(`  ${message}`);
    const line = run.log.split('\n').find((one) => story.shows.test(one)) ?? '';
    if (!story.shows.test(message)) console.log(`  in the log: ${line.trim()}`);
    printTraffic(summary);
    printRun(run, stage.sandbox);
    return judge([
      [endOf(run) === story.ends, `the run ended as ${story.ends}`],
      [story.shows.test(run.log), 'the log shows why'],
      [summary.failed === 0, 'no request of a user failed'],
      [
        hasSeenV2(summary) === story.isSeen,
        story.isSeen ? 'users got answers of v2' : 'users never got an answer of v2',
      ],
    ]);
  } finally {
    watching.stop();
    await stage.close();
  }
}

const hasSeenV2 = ({ versions }: SummaryLine): boolean => 'v2' in versions;
