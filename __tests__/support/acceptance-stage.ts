// What a case of the acceptance tests plays on: a sandbox, users, and the bundle as a child process.
import type { ChildProcess } from 'node:child_process';
import { compileCache } from '../../sandbox/compile-cache.ts';
import { startTraffic } from '../../sandbox/meter/spawn.ts';
import type { Traffic, TrafficOptions } from '../../sandbox/meter/spawn.ts';
import type { RecordedCall } from '../../sandbox/recorder.ts';
import type { JobEnvironment } from '../../sandbox/github/job.ts';
import type { Trigger } from '../../sandbox/runner/events.ts';
import { runAction, serverUrl } from '../../sandbox/runner/run-action.ts';
import type { ActionResult, ActionRun } from '../../sandbox/runner/run-action.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { RulePicture, ServicePicture, WorldPicture } from '../../sandbox/world.ts';
import type { AcceptanceOptions } from './acceptance.ts';
import type { WitnessedWrite } from './acceptance-witness.ts';
import { stageReport } from './acceptance-report.ts';
import { watchLosses } from './downtime.ts';
import { resultProblems } from './result-schema.ts';

export type Inputs = Readonly<Record<string, string>>;

export interface RunOptions {
  /** The run of the case by default; another number is another release. */
  readonly runId?: number;
  readonly attempt?: number;
  /** Null: not a pull request. */
  readonly pull?: number | null;
  /** What started the workflow, in place of a push or a pull request. */
  readonly trigger?: Pick<Trigger, 'eventName' | 'event'> & Partial<Trigger>;
  /** The environment that the job names: GitHub makes a Deployment for it. */
  readonly jobEnvironment?: JobEnvironment;
  readonly isPostSkipped?: boolean;
  readonly postEnvironment?: Inputs;
  readonly workspace?: string;
  /** Replaces what the sandbox would give; an empty string takes a variable away. */
  readonly environment?: Inputs;
}

export interface RanRun {
  readonly runId: number;
  readonly inputs: Inputs;
  /** The checkout that it was given. */
  readonly workspace: string | null;
}

/** A bundle that runs. */
export interface Running {
  /** Resolves when main and post have ended, however they ended. */
  readonly result: Promise<ActionResult>;
  /** Sends main a signal: SIGINT is a cancel, SIGKILL a runner that vanishes. */
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly log: () => string;
}

export interface Stage {
  readonly sandbox: Sandbox;
  /** Null: the case has no users. */
  readonly traffic: Traffic | null;
  /** More users than the usual ones; they end with the case. */
  readonly moreTraffic: (options: TrafficOptions) => Promise<Traffic>;
  /** How often any user got 503 while every production rule led to healthy targets; 0 for a case without downtime. */
  readonly lostWhileServed: () => number;
  readonly runId: number;
  readonly writes: () => readonly WitnessedWrite[];
  /** Starts the bundle; `service`, `cluster` and short times are filled in. */
  readonly start: (inputs: Inputs, options?: RunOptions) => Running;
  readonly release: (inputs: Inputs, options?: RunOptions) => Promise<ActionResult>;
  readonly world: () => WorldPicture;
  /** Throws for names that the sandbox doesn't know. */
  readonly service: (name?: string) => ServicePicture;
  readonly rule: (name: string) => RulePicture;
  readonly group: (name: string) => WorldPicture['targetGroups'][number];
  /** Calls of these operations, all without any. */
  readonly calls: (...operations: readonly string[]) => readonly RecordedCall[];
  /** Resolves as soon as this holds (looked at often); rejects after a minute, or `timeoutMs`, saying what was awaited. */
  readonly until: (what: string, isSo: () => boolean, timeoutMs?: number) => Promise<void>;
  /** Every run that was started, with all of its inputs. */
  readonly ran: () => readonly RanRun[];
  /** What of the ended runs' `result-json` breaks its published schema, a sentence each. */
  readonly resultProblems: () => readonly string[];
  readonly report: () => string;
  readonly close: () => Promise<void>;
}

/** Strict, and with small pages: nothing that would be kinder than AWS. A process for each task would cost a second. */
const asAws: SandboxSpec = { strict: true, pageSize: 2, containers: 'inside' };

/** Short, but of the same kind as real ones. */
export const shortTimes: Inputs = {
  'bake-time': '6s',
  'warm-time': '8s',
  'probe-interval': '2s',
  'smoke-interval': '1s',
  'ready-timeout': '60s',
};

let lastRunId = 7000 + (process.pid % 1000) * 1000;

export async function openStage(options: AcceptanceOptions): Promise<Stage> {
  const sandbox = await startSandbox({ ...asAws, ...options.world });
  const writes: { seq: number; before: WorldPicture }[] = [];
  sandbox.onWrite((seq, before) => writes.push({ seq, before }));
  const traffic = await usersOf(sandbox, options).catch(async (error: unknown) => {
    await sandbox.stop();
    throw error;
  });
  const more: Traffic[] = [];
  const runs: Run[] = [];
  const runId = ++lastRunId;
  const start: Stage['start'] = (inputs, more = {}) => {
    const run = startRun(sandbox, runId, { ...namesAndTimes, ...inputs }, more);
    runs.push(run);
    return run;
  };
  const picture = lookups(sandbox);
  const lostWhileServed = options.hasDowntime === true ? watchLosses(sandbox) : () => 0;
  return {
    ...picture,
    sandbox,
    traffic,
    lostWhileServed,
    async moreTraffic(users) {
      const started = await startTraffic({ timeoutMs: answerWithinMs, ...users });
      more.push(started);
      return started;
    },
    runId,
    start,
    release: (inputs, more) => start(inputs, more).result,
    writes: () => {
      const calls = new Map(sandbox.calls().map((call) => [call.seq, call]));
      return writes.flatMap(({ seq, before }) => {
        const call = calls.get(seq);
        return call === undefined ? [] : [{ call, before }];
      });
    },
    until,
    ran: () => runs,
    resultProblems: () => runs.flatMap((run) => resultProblems(run.outputs())),
    report: () => stageReport(sandbox, runs, traffic),
    async close() {
      sandbox.faults.clear();
      for (const run of runs) run.kill('SIGKILL');
      // The sandbox first: what it still owes an answer is cut, so that no meter waits for it.
      await sandbox.stop();
      const all = traffic === null ? more : [traffic, ...more];
      await Promise.all(all.map((one) => one.stop().catch(() => undefined)));
      await Promise.all(runs.map(({ result }) => result.catch(() => undefined)));
    },
  };
}

const namesAndTimes: Inputs = { cluster: 'demo', service: 'web', ...shortTimes };

interface Run extends Running, RanRun {
  /** Empty until the run has ended. */
  readonly outputs: () => ActionResult['outputs'];
}

function startRun(sandbox: Sandbox, caseRun: number, inputs: Inputs, options: RunOptions): Run {
  const { runId = caseRun, attempt = 1, pull = 1, environment = {} } = options;
  const { isPostSkipped, postEnvironment, workspace } = options;
  const bundle = process.env['ACTION_BUNDLE'];
  const startedAt = performance.now();
  let log = '';
  let main: ChildProcess | null = null;
  let outputs: ActionResult['outputs'] = {};
  const all = Object.entries({ ...compileCache, ...sandbox.env(), ...environment }).filter(
    ([, value]) => value !== '',
  );
  const run: ActionRun = {
    inputs,
    environment: Object.fromEntries(all),
    run: {
      repository: sandbox.github.repository,
      runId,
      attempt,
      sha: 'b'.repeat(40),
      pull,
      ...options.trigger,
    },
    onLine: (line) => {
      log += `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)}s ${line}\n`;
    },
    onStart: (child) => {
      main = child;
    },
    ...(isPostSkipped === undefined ? {} : { isPostSkipped }),
    ...(postEnvironment === undefined ? {} : { postEnvironment }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(bundle === undefined ? {} : { bundle }),
  };
  // What GitHub says of the run: going on until main and post have ended, whichever way.
  const { others } = sandbox.github;
  others.setRun({ id: runId, attempt, status: 'in_progress' });
  const endJob = jobOf(sandbox, run, options);
  const result = runAction(run)
    .then((ended) => {
      endJob(ended.exitCode === 0 ? 'success' : 'failure');
      return ended;
    })
    .finally(() => {
      others.setRun({ id: runId, attempt, status: 'completed' });
    });
  // Who awaits it sees a rejection; who only closes the stage must not die of it.
  result.then((ended) => (outputs = ended.outputs)).catch(() => undefined);
  return {
    ...{ runId, inputs, workspace: workspace ?? null },
    outputs: () => outputs,
    result,
    log: () => log,
    kill: (signal) => {
      if (main !== null && main.exitCode === null && main.signalCode === null) main.kill(signal);
    },
  };
}

/** Without an environment there is nothing to end. */
function jobOf(
  { github }: Sandbox,
  { run }: ActionRun,
  { jobEnvironment }: RunOptions,
): ReturnType<Sandbox['github']['others']['startJob']> {
  if (jobEnvironment === undefined) return () => undefined;
  const html = `${serverUrl}/${github.repository}`;
  const { sha, runId, pull } = run;
  const ref = pull === null ? 'main' : `refs/pull/${String(pull)}/merge`;
  return github.others.startJob({ environment: jobEnvironment, sha, ref, runId, html });
}

/** Several cases share few processors: an answer may come late there, and only a lost one is a failure. */
const answerWithinMs = 30_000;

/** Of 20 a second: half a second's. */
const mostOnTheirWay = 10;

/** Most users on one listener, a few on the other; a part of them with cookies; WebSockets where they matter. */
async function usersOf(sandbox: Sandbox, options: AcceptanceOptions): Promise<Traffic | null> {
  if (options.hasTraffic === false) return null;
  const [http, https] = [sandbox.listenerUrl('http'), sandbox.listenerUrl('https')];
  const sockets = options.webSockets ?? 0;
  const usual = [http, `${http}/session`, http, http, https];
  const asked = options.paths?.flatMap((path) => [http + path, https + path]);
  const ws = { url: `${http.replace('http', 'ws')}/ws`, count: sockets };
  const traffic = await startTraffic({
    urls: asked ?? usual,
    rate: options.requestsPerSecond ?? 20,
    keepsCookies: true,
    timeoutMs: answerWithinMs,
    ...(sockets === 0 ? {} : { webSockets: ws }),
  });
  // A few are always on their way where processors are short; what was lost already is for the end to say.
  try {
    await traffic.waitUntil(
      ({ sent, answered, failed }) => answered > 0 && sent - answered - failed <= mostOnTheirWay,
      60_000,
    );
  } catch (error) {
    // Its process would keep the test runner from ending.
    await traffic.stop();
    throw error;
  }
  return traffic;
}

type Lookups = Pick<Stage, 'world' | 'service' | 'rule' | 'group' | 'calls'>;

function lookups(sandbox: Sandbox): Lookups {
  const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
    const found = all.find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no ${name}: ${all.map((one) => one.name).join(', ')}`);
    return found;
  };
  return {
    world: () => sandbox.world(),
    service: (name = 'web') => named(sandbox.world().services, name),
    rule: (name) => named(sandbox.world().rules, name),
    group: (name) => named(sandbox.world().targetGroups, name),
    calls: (...operations) =>
      sandbox.calls().filter((call) => operations.length === 0 || operations.includes(call.operation)),
  };
}

async function until(what: string, isSo: () => boolean, timeoutMs = 60_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
