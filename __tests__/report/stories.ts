import { noProbe } from '../../src/domain/common/probes/probe-memory.ts';
import { failureOf } from '../../src/domain/common/run/failure.ts';
import { reasonCodes } from '../../src/domain/common/run/reason.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Act, Step } from '../../src/domain/task-sets/model/step.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { continueReport } from '../../src/domain/task-sets/report/report.ts';
import {
  a,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  groupsFor,
  noon,
} from '../support/worlds.ts';
import {
  beginReport,
  endReport,
  type Report,
  type ReportEnding,
} from '../../src/domain/common/report/report.ts';

export const at = (seconds: number): number => noon + seconds * 1000;

/** One look of a running release: what was seen, and what was decided on it. */
export interface Frame {
  readonly seconds: number;
  readonly step: Step;
  readonly world: World;
  readonly memory: Memory;
}

export const aStep = (
  phase: Step['phase'],
  reason: Step['reason'] = 'reading-back',
  act: Act = { kind: 'wait', ms: 1000 },
): Step => ({
  phase,
  reason: reasonCodes.includes(reason) ? reason : 'bug',
  because: `${reason} it is`,
  act,
  aim: null,
});

/** The story of these frames. */
export const told = (frames: readonly Frame[], request: Request = shopPlan): Report =>
  frames.reduce(
    (story, { step, world, memory }) => continueReport(story, step, madeBy(request, world), memory),
    beginReport(request, noon),
  );

/** Green is that of the request's release. */
const madeBy = ({ release }: Request, world: World): World => ({
  ...world,
  taskSets: world.taskSets.map((set) =>
    set.tags.release === shopPlan.release.id ? { ...set, tags: { ...set.tags, release: release.id } } : set,
  ),
});

export const ended = (story: Report, ending: Partial<ReportEnding>, seconds: number): Report =>
  endReport(
    story,
    { result: 'failed', reason: 'bug', message: 'It ended.', details: [], ...ending },
    at(seconds),
  );

export const shopPlan = aPlan({
  readyTimeoutSeconds: 600,
  warmSeconds: 900,
  bake: { seconds: 300 },
  smoke: { passes: 3 },
  release: { commit: 'c0ffee1234567890c0ffee1234567890c0ffee12' },
});

const [onBlue, onGreen] = [
  [
    [a, 100],
    [b, 0],
  ],
  [
    [a, 0],
    [b, 100],
  ],
] as const;

/** Its release found the workflow that rolls back by hand. */
const greenTags = { repository: 'acme/shop', 'previous-revision': 'web:41' };
const green = (changes: Parameters<typeof aGreen>[1] = {}): TaskSetView =>
  aGreen(42, { ...changes, tags: { ...greenTags, 'rollback-workflow': 'rollback.yml' } });

interface Shown {
  readonly sets?: readonly TaskSetView[];
  readonly isSwitched?: boolean;
  readonly memory?: Partial<Memory>;
}

/** A frame in which blue is set 41 and green set 42, on two production rules. */
export function aFrame(seconds: number, step: Step, shown: Shown = {}): Frame {
  const sets = shown.sets ?? [aSet(41), green()];
  const isSwitched = shown.isSwitched ?? false;
  const weights = isSwitched ? onGreen : onBlue;
  const world = aWorld({
    nowMs: at(seconds),
    taskSets: sets,
    groups: groupsFor(sets),
    service: aService({
      tags: isSwitched ? { 'switched-at': new Date(at(60)).toISOString(), green: aGreen(42).arn } : {},
    }),
    rules: [
      aRule(weights),
      aRule(weights, { port: 443, priority: 10, hosts: ['shop.example.com'], paths: ['/api/*'] }),
    ],
  });
  return {
    seconds,
    step,
    world,
    memory: aMemory({
      readyStreak: 3,
      blue: aSet(41).arn,
      switchedAtMs: isSwitched ? at(60) : null,
      ...shown.memory,
    }),
  };
}

const passes = { ...noProbe, lastMs: noon, passesInRow: 3, hasConnected: true };
export const gatesPassed: Partial<Memory> = {
  hasLabelledGreen: true,
  smoke: { ...passes, startedAtMs: noon, isSkipped: false },
  baseline: { ...passes, verdict: 'passed' },
};

const theEnd: Act = { kind: 'end', result: 'released', message: 'Released: it serves.', details: [] };
const starting = green({ running: 1, pending: 1, isSteady: false });

/** A release that goes well, look by look. */
export const goodFrames: readonly Frame[] = [
  aFrame(1, aStep('prepare', 'claiming-fence'), { sets: [aSet(41)], memory: { readyStreak: 0 } }),
  aFrame(5, aStep('start', 'creating-green'), { sets: [aSet(41)], memory: { readyStreak: 0 } }),
  aFrame(8, aStep('ready', 'waiting-for-ready'), { sets: [aSet(41), starting], memory: { readyStreak: 0 } }),
  aFrame(49, aStep('smoke', 'smoke-testing')),
  aFrame(57, aStep('switch', 'labelling-green'), { memory: gatesPassed }),
  aFrame(60, aStep('bake', 'baking'), { isSwitched: true, memory: gatesPassed }),
  aFrame(360, aStep('warm', 'warm'), { isSwitched: true, memory: { ...gatesPassed, isBakePassed: true } }),
  aFrame(960, aStep('teardown', 'deleting-blue'), {
    isSwitched: true,
    memory: { ...gatesPassed, isBakePassed: true },
  }),
  aFrame(1001, aStep('end', 'released', theEnd), {
    sets: [green({ status: 'PRIMARY' })],
    isSwitched: true,
    memory: { ...gatesPassed, isBakePassed: true },
  }),
];

const notReady = failureOf({
  reason: 'not-ready-in-time',
  what: 'green task set ecs-svc/42 was not ready after 10m00s (1 of 2 running; last stop: exit code 137 OutOfMemoryError: Container killed due to memory usage in container web (Essential container in task exited))',
  advice: 'Check the health check and the logs of its tasks. If they only need longer, raise ready-timeout.',
  atMs: at(608),
});

export const turnedBack: readonly Frame[] = [
  ...goodFrames.slice(0, 3),
  aFrame(608, aStep('rollback', 'deleting-green'), {
    sets: [aSet(41), starting],
    memory: { readyStreak: 0, failure: notReady },
  }),
];

const failedProbes = failureOf({
  reason: 'bake-probes-failed',
  what: 'production failed 3 probes in a row after the switch to green task set ecs-svc/42 (http://shop.example.com/basket answered 500: database connection refused)',
  advice: 'Fix the release. Its logs since the switch show more.',
  atMs: at(170),
});
const returned: Partial<Memory> = {
  ...gatesPassed,
  failure: failedProbes,
  rollbackWrittenMs: at(170.8),
  rollbackBegunMs: at(170.8),
};

/** The bake detects a failure, and production returns to blue. */
export const cutOff: readonly Frame[] = [
  ...goodFrames.slice(0, 6),
  aFrame(170, aStep('rollback', 'rolling-back'), {
    isSwitched: true,
    memory: { ...gatesPassed, failure: failedProbes },
  }),
  aFrame(171, aStep('rollback', 'watching-rollback'), { memory: returned }),
  aFrame(201, aStep('rollback', 'watching-rollback'), { memory: returned }),
];

/** Stories to look at: every state that a comment can be in, by name. */
export const galleryOf = (request: Request): Readonly<Record<string, Report>> => ({
  'just begun': beginReport(request, noon),
  starting: told(goodFrames.slice(0, 3), request),
  'under test': told(goodFrames.slice(0, 4), request),
  baking: told(goodFrames.slice(0, 6), request),
  warm: told(goodFrames.slice(0, 7), request),
  released: ended(
    told(goodFrames, request),
    {
      result: 'released',
      reason: 'released',
      message: `Released: ecs-svc/42 (web:42) serves ${request.service}, and it is the only task set.`,
    },
    1001,
  ),
  'going back': told(turnedBack, request),
  'rolled back': ended(
    told(
      [
        ...turnedBack,
        aFrame(640, aStep('end', 'not-ready-in-time'), { sets: [aSet(41)], memory: { failure: notReady } }),
      ],
      request,
    ),
    {
      result: 'rolled-back',
      reason: 'not-ready-in-time',
      message: `Rolled back: ${notReady.what}. Users never saw green. All production traffic is on blue ecs-svc/41 (web:41). ${notReady.advice}`,
    },
    640,
  ),
  'rolled back by the bake': ended(
    told(
      [...cutOff, aFrame(231, aStep('end', 'bake-probes-failed'), { sets: [aSet(41)], memory: returned })],
      request,
    ),
    {
      result: 'rolled-back',
      reason: 'bake-probes-failed',
      message: `Rolled back: ${failedProbes.what}. All production traffic is on blue ecs-svc/41 (web:41). ${failedProbes.advice}`,
    },
    231,
  ),
  'rollback failed': ended(
    told(goodFrames.slice(0, 6), request),
    {
      result: 'failed',
      reason: 'rollback-failed',
      message: `Rollback failed: production failed 3 probes in a row after the switch to green task set ecs-svc/42 (http://shop.example.net/health answered 500: <b>oops</b>), and the production rules of service ${request.service} could not be moved back. All production traffic is on green ecs-svc/42 (web:42). Run the commands below with rights to change listeners, now.`,
      commands: [
        'aws elbv2 modify-listener --listener-arn arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/shop/0123456789abcdef/80 --default-actions \'[{"Type":"forward"}]\'',
      ],
      details: [
        'rule arn:aws:listener: elasticloadbalancing:ModifyListener on arn:aws:listener failed: AccessDenied: no; allow elasticloadbalancing:ModifyListener for the role of this job',
      ],
    },
    70,
  ),
  refused: ended(
    told([aFrame(1, aStep('preflight', 'preflight-failed'), { sets: [aSet(41)] })], request),
    {
      result: 'refused',
      reason: 'preflight-failed',
      message: `Nothing was changed: preflight found 2 problems with service ${request.service} in cluster ${request.cluster}. All production traffic is on blue ecs-svc/41 (web:41).`,
      details: [
        'target-groups: only a is known: name both groups of the pair. Candidates: b, c.',
        'container web of file deploy/web.json does not map port 8080: Add it to portMappings.',
      ],
    },
    2,
  ),
});
export const gallery = galleryOf(shopPlan);

/** What `goodFrames` show, one after the other. */
export const phaseTitles = [
  'preparing',
  'starting green',
  'waiting until green is ready',
  'testing green before any user sees it',
  'switching production to green',
  'green serves and is monitored',
  'green serves, blue is kept warm',
  'green serves, blue is being deleted',
];
