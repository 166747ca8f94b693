// The acceptance cases that every run plays, whatever slice the commit picks: each command, and each kind of failure once.
import type { Command } from '../../src/domain/common/request/request.ts';

export interface CoreCase {
  /** In `__tests__/acceptance`, without `.test.ts`. */
  readonly file: string;
  /** The whole name of the case, its chapters included. */
  readonly title: string;
}

const inFile =
  (file: string) =>
  (title: string): CoreCase => ({ file, title });
const [commands, failures, afterSwitch, badDays] = [
  inFile('commands'),
  inFile('failures'),
  inFile('failures-after-switch'),
  inFile('bad-days'),
];

const stageAndPromote = commands(
  'stage and promote › in two runs: the first ends with green next to live blue, the second switches',
);

const ofCommands: Readonly<Record<Command, CoreCase>> = {
  deploy: inFile('release')(
    'moves every rule that holds the pair and keeps the rest of each rule, without a failed request',
  ),
  stage: stageAndPromote,
  promote: stageAndPromote,
  rollback: commands('rollback › of a warm release writes the rules within seconds and creates no task set'),
  teardown: commands('teardown › ends the warm time now, and the run that kept it ends as released'),
  sweep: inFile('sweep')(
    'what a killed run left half done › past the lease of a deploy that was killed after the switch: blue is deleted, green stays',
  ),
  status: commands('status › shows a warm release in the summary and in JSON, and writes nothing'),
  plan: inFile('plan')(
    'shows registration, rules, deletions and IAM actions of the deploy that follows, and writes nothing',
  ),
};

const ofFailures = {
  'bad inputs': inFile('bad-input')(
    'of the inputs are reported together, each with its value in quotes and what would be right',
  ),
  'green never ready': failures(
    'crashing containers trip the circuit breaker, and the reason names exit code and container',
  ),
  'smoke test': failures('a smoke test that fails removes green before any user sees it'),
  probes: afterSwitch(
    'a release that fails after the switch › a version that breaks under real traffic is rolled back within the time that the bake promises',
  ),
  'unhealthy targets': afterSwitch(
    'a release that fails after the switch › a green that becomes unhealthy under traffic is rolled back',
  ),
  'denied write': failures('a refused label leaves users on blue, and the missing permission is named'),
  'unreadable AWS': inFile('unreadable')(
    'a good version › is rolled back by the last known rules when nobody may watch its bake, and the run says what to do',
  ),
  throttling: badDays('throttling of every kind of call delays a release and does not fail it'),
  'lost answer': badDays('an answer lost after CreateTaskSet brings no second green and no orphan'),
  'wiped tags, killed': badDays(
    'a release that is killed in its bake and loses all its tags ends well in the next attempt',
  ),
  drift: inFile('warm')(
    'weights that another tool resets while blue is warm › stop the run, which reports both states and keeps both sets',
  ),
  cancel: inFile('cancel')('during the bake it returns production to blue'),
  'killed, finished by post': inFile('post')(
    'a deploy whose process is killed › in the bake: production returns to blue',
  ),
  'taken over': commands(
    'rollback › while the first run bakes rolls back at once, and the first run stands down',
  ),
  'blue is gone': commands('rollback › of a release whose blue is gone releases the previous revision again'),
  'blue is worse': inFile('serves-better')(
    'a rollback to a blue whose tasks fail again and again › is refused with both numbers, users stay on the green that serves, and status says why',
  ),
  sessions: inFile('sessions')(
    'sessions of blue, as AWS documents cookies, › are all that a rollback leaves: those of green are cut in the write that moves traffic',
  ),
  race: inFile('races')(
    'deploy and rollback at the same moment › end with one winner and without a lost request (seed 1)',
  ),
  GitHub: inFile('github-bad-days')('5xx answers of GitHub cost a warning, not the release'),
} as const;

export const core: Readonly<Record<string, CoreCase>> = { ...ofCommands, ...ofFailures };
