// What holds at the end of every case, whatever it was about.
import { connect } from 'node:net';
import type { SummaryLine } from '../../sandbox/meter/lines.ts';
import type { WorldPicture } from '../../sandbox/world.ts';
import type { AcceptanceOptions } from './acceptance.ts';
import { violations } from './acceptance-invariants.ts';
import type { Stage } from './acceptance-stage.ts';
import { setsBesidesKept, tagsBesidesKept, wrongWithKept } from './kept.ts';
import { isAlive } from './processes.ts';

const prefix = 'ecs-blue-green:';

interface StageEnd {
  /** A sentence each: what users lost, which invariant broke, what was left behind. Empty: a good end. */
  readonly problems: readonly string[];
  /** What the users measured. Null: the case has no users. */
  readonly summary: SummaryLine | null;
}

/** Ends traffic and sandbox, and says all that is wrong with the case. Needs no test runner: scripts judge with it too. */
export async function judgedEnd(stage: Stage, options: AcceptanceOptions): Promise<StageEnd> {
  const summary = (await stage.traffic?.stop()) ?? null;
  const world = stage.world();
  const bounds = {
    service: options.service ?? 'web',
    pair: options.pair ?? (['web-a', 'web-b'] as const),
    testRules: options.testRules ?? [],
    propagationMs: 2000,
    registrations: options.registrations ?? 1,
    greens: options.greens ?? 1,
    isRace: options.isRace ?? false,
    assumedBlue: options.assumedBlue ?? null,
  };
  const problems = [
    ...(summary === null ? [] : losses(summary, allowedIn(options))),
    ...lostAfterRepair(stage),
    ...violations(stage.writes(), stage.calls(), world, bounds),
    ...untidiness(world, options),
    ...testsThatGoOn(world),
    ...stage.resultProblems(),
    ...stage.sandbox.github.state().warnings.map((warning) => `GitHub: ${warning}`),
  ];
  await stage.sandbox.stop();
  return { problems: [...problems, ...(await leftOvers(stage, world))], summary };
}

const allowedIn = ({
  allowedFailures = {},
  hasDowntime,
}: AcceptanceOptions): Readonly<Record<string, number>> =>
  hasDowntime === true ? { ...allowedFailures, 'status 503': Number.POSITIVE_INFINITY } : allowedFailures;

function lostAfterRepair({ lostWhileServed }: Stage): readonly string[] {
  const lost = lostWhileServed();
  return lost === 0
    ? []
    : [`users lost ${lost} requests although every production rule led to healthy targets`];
}

function losses(summary: SummaryLine, allowed: Readonly<Record<string, number>>): readonly string[] {
  const { sent, answered, failed, failuresByReason } = summary;
  const excess = Object.entries(failuresByReason).filter(([reason, count]) => count > (allowed[reason] ?? 0));
  return [
    ...excess.map(([reason, count]) => `users lost ${count} requests: ${reason}`),
    ...(answered + failed === sent
      ? []
      : [`${sent} requests were sent, and ${answered} + ${failed} are counted`]),
    ...(answered > 0 ? [] : ['no user had an answer']),
  ];
}

/** What outlives a release: the pair and the rules of the last switch, and whose users hold cookies. `rules`, `rules.2`, … */
export const isRemembered = (name: string): boolean => /^(rules|sessions)(\.\d)?$/.test(name);

/** A test that nobody waits for. */
const testsThatGoOn = ({ oneOffTasks }: WorldPicture): readonly string[] =>
  oneOffTasks
    .filter(
      ({ desiredStatus, startedBy }) =>
        desiredStatus === 'RUNNING' && startedBy?.startsWith('ecs-blue-green/'),
    )
    .map(({ id }) => `the test in task ${id} goes on`);

function untidiness(world: WorldPicture, options: AcceptanceOptions): readonly string[] {
  const { setsLeft = 1, tagsLeft = ['fence'], freeTags = [], service: released = 'web' } = options;
  const service = world.services.find(({ name }) => name === released);
  const standing = service === undefined ? [] : setsBesidesKept(service);
  const sets = standing.map(({ id, status }) => `${id} ${status}`);
  const primaries = sets.filter((one) => one.endsWith('PRIMARY')).length;
  const tags = Object.keys(service?.tags ?? {}).filter((name) => name.startsWith(prefix));
  const named = tags.map((name) => name.slice(prefix.length));
  const isFree = (name: string): boolean => name === 'blue' || isRemembered(name);
  const ours = (service === undefined ? named : tagsBesidesKept(service, named)).filter(
    (name) => !isFree(name) && !freeTags.includes(name),
  );
  const wanted = tagsLeft.filter((name) => !isFree(name));
  return [
    ...(service === undefined ? [] : wrongWithKept(world, service)),
    ...(sets.length === setsLeft
      ? []
      : [`${sets.length} task sets instead of ${setsLeft}: ${sets.join(', ')}`]),
    ...(setsLeft === 0 || primaries === 1 ? [] : [`${primaries} of the task sets are PRIMARY`]),
    ...(ours.toSorted().join() === wanted.toSorted().join()
      ? []
      : [
          `the service has the tags ${ours.toSorted().join(', ')} instead of ${wanted.toSorted().join(', ')}`,
        ]),
  ];
}

/** Processes that outlived the sandbox, and ports that still answer. */
async function leftOvers({ sandbox }: Stage, world: WorldPicture): Promise<readonly string[]> {
  const alive = world.tasks.flatMap(({ pids }) => pids).filter(isAlive);
  const urls = [
    sandbox.awsUrl,
    sandbox.githubUrl,
    sandbox.controlUrl,
    ...world.listeners.map(({ url }) => url),
  ];
  const open = await Promise.all(urls.map(async (url) => ((await isOpen(url)) ? [url] : [])));
  return [...alive.map((pid) => `process ${pid}`), ...open.flat()];
}

function isOpen(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
