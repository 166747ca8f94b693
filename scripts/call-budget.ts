// Counts the calls of one release to AWS, phase by phase, and writes them to docs/evidence.md.
import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { RecordedCall } from '../sandbox/recorder.ts';
import { actionRoot } from '../sandbox/runner/action.ts';
import { runAction } from '../sandbox/runner/run-action.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { webService } from '../sandbox/seeds.ts';

const usage = `call-budget [--bundle DIR] [--print]
  --bundle DIR  counts the calls of another bundle
  --print       doesn't write docs/evidence.md`;

const page = path.join(actionRoot, 'docs/evidence.md');
const [begin, end] = ['<!-- call-budget: begin -->', '<!-- call-budget: end -->'];

/** The defaults of the action, but for the times that would only repeat what is counted. */
const inputs = {
  cluster: 'demo',
  service: 'web',
  image: 'web:v2',
  'bake-time': '2m',
  'warm-time': '4m',
};

const intro =
  'Calls of one release in the sandbox: two tasks behind a load balancer with three listeners, a bake of two minutes and a ' +
  'warm time of four. STS is asked once in a run, ECR once for each image in it. Auto scaling of a service that ' +
  'nothing scales is read once. Written by `npm run call-budget`. [ADR 27](adr/0027-each-part-is-read-when-it-is-needed.md) has the budget.';

interface Phase {
  readonly name: string;
  readonly atMs: number;
}

/** Plays a release. Returns when each phase of its log began. */
async function recordedRelease(sandbox: Sandbox, bundle: string | undefined): Promise<readonly Phase[]> {
  const phases: Phase[] = [{ name: 'preflight', atMs: Date.now() }];
  const run = await runAction({
    inputs,
    environment: sandbox.env(),
    run: { repository: 'acme/shop', runId: 4711, attempt: 1, sha: 'c'.repeat(40), pull: null },
    ...(bundle === undefined ? {} : { bundle: path.resolve(bundle) }),
    onLine: (line) => {
      const name = /^::group::(\w+)/.exec(line)?.[1];
      if (name !== undefined && isPhase(name) && name !== phases.at(-1)?.name)
        phases.push({ name, atMs: Date.now() });
    },
  });
  if (run.exitCode !== 0) throw new Error(`the release failed:\n${run.log}`);
  return [...phases, { name: 'over', atMs: Date.now() }];
}

/** What was found is listed in a group of its own. */
const isPhase = (name: string): boolean => name !== 'found';

const isOf = (service: RecordedCall['service']) => (call: RecordedCall) =>
  call.service === service && !call.isWrite;

function row(name: string, calls: readonly RecordedCall[], seconds: number): string {
  const elb = calls.filter(isOf('elasticloadbalancing')).length;
  const ecs = calls.filter(isOf('ecs')).length;
  const scaling = calls.filter(isOf('application-autoscaling')).length;
  const others = calls.filter(isOf('sts')).length + calls.filter(isOf('ecr')).length;
  const writes = calls.filter(({ isWrite }) => isWrite).length;
  const cells = [name, seconds.toFixed(0), elb, (elb / seconds).toFixed(2), ecs, scaling, others, writes];
  return `| ${cells.join(' | ')} |`;
}

function table(phases: readonly Phase[], calls: readonly RecordedCall[]): string {
  const spans = phases.slice(0, -1).map(({ name, atMs }, index) => {
    const untilMs = phases[index + 1]?.atMs ?? atMs;
    const its = calls.filter(({ at }) => at >= atMs && at < untilMs);
    return row(name, its, Math.max(0.001, (untilMs - atMs) / 1000));
  });
  const [first, last] = [phases[0]?.atMs ?? 0, phases.at(-1)?.atMs ?? 0];
  const head = [
    'Phase',
    'Seconds',
    'ELBv2 reads',
    'a second',
    'ECS reads',
    'Scaling reads',
    'STS and ECR',
    'Writes',
  ];
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...spans,
    row('**all**', calls, (last - first) / 1000),
  ].join('\n');
}

async function written(text: string): Promise<void> {
  const before = fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : '# Evidence\n';
  const section = `${begin}\n\n${text}\n\n${end}`;
  const [head = '', rest] = before.split(begin);
  const after =
    rest === undefined
      ? `${before.trimEnd()}\n\n## Calls to AWS\n\n${section}\n`
      : `${head}${section}${rest.split(end)[1] ?? ''}`;
  fs.writeFileSync(page, await format(after, { ...(await resolveConfig(page)), filepath: page }));
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  if (given.includes('--help')) {
    console.log(usage);
    return;
  }
  const bundle = given.includes('--bundle') ? given[given.indexOf('--bundle') + 1] : undefined;
  const sandbox = await startSandbox(webService({ isAutoScaled: true }, { containers: 'inside' }));
  try {
    const phases = await recordedRelease(sandbox, bundle);
    const text = table(phases, sandbox.calls());
    console.log(text);
    if (!given.includes('--print')) await written(`${intro}\n\n${text}`);
  } finally {
    await sandbox.stop();
  }
}

await main();
