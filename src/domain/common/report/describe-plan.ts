// The command plan's report as text.
import { formatAll, formatCount } from '../values/count.ts';
import { formatDuration } from '../values/duration.ts';
import { formatWeights } from './status.ts';
import { applyLines, applyWarnings } from './apply.ts';
import type { DryRun, PlannedRevision } from './plan.ts';

/** A summary in one sentence. */
export function describeDryRun({ revision, rules, deletes, creates }: DryRun): string {
  const production = rules.filter(({ isTest }) => !isTest).length;
  const parts = [
    ...(revision === null ? [] : [describeRegistration(revision)]),
    ...(creates === null ? [] : [`create green with ${formatCount(creates.tasks, 'task')}`]),
    ...(production === 0 ? [] : [`switch ${formatCount(production, 'production rule')}`]),
    ...(deletes.length === 0 ? [] : [`delete ${formatCount(deletes.length, 'task set')}`]),
  ];
  return parts.length === 0 ? 'a deploy would change nothing.' : `a deploy would ${formatAll(parts)}.`;
}

export function describeRegistration({ family, to, changes }: PlannedRevision): string {
  if (to !== null) return `run ${to}`;
  const differ = changes === null ? '' : ` (${formatCount(changes.length, 'change')})`;
  return `register a new revision of ${family}${differ}`;
}

/** What the revision comes from, and why none is registered. */
export const describeSource = ({ source, registeredBecause }: PlannedRevision): string =>
  registeredBecause === null ? `from ${source}` : `from ${source}; ${registeredBecause}`;

/** `at least 20m04s plus the start of green, at most 27m00s` */
export function describeSpan({ times }: DryRun): string {
  const [least, most] = [formatDuration(times.leastSeconds), formatDuration(times.mostSeconds)];
  return `at least ${least} plus the start of green, at most ${most}`;
}

/** What green is created with, one line each. */
export function greenLines({ creates }: DryRun): readonly string[] {
  if (creates === null) return [];
  const { targetGroup, container, port, tasks, settings } = creates;
  const { launchType, capacityProviders, platformVersion, network, serviceRegistries } = settings;
  const providers = (capacityProviders ?? [])
    .map(({ name, weight, base }) => `${name}=${String(weight ?? 1)}:${String(base ?? 0)}`)
    .join(', ');
  return [
    `${formatCount(tasks, 'task')} in target group ${targetGroup}, through container ${container}, port ${String(port)}`,
    ...(launchType === null ? [] : [`launch type ${launchType}`]),
    ...(providers === '' ? [] : [`capacity providers ${providers}`]),
    ...(platformVersion === null ? [] : [`platform version ${platformVersion}`]),
    ...(network === null
      ? []
      : [
          `subnets ${network.subnets.join(', ') || 'none'}`,
          `security groups ${network.securityGroups.join(', ') || 'none'}`,
          `public IP address ${network.assignPublicIp ?? 'not set'}`,
        ]),
    ...(serviceRegistries.length === 0 ? [] : ['service registries of blue']),
  ];
}

/** For the log. */
export const warningLines = ({ warnings }: DryRun): readonly string[] =>
  warnings.map((line) => `warning: ${line}`);

/** Everything, one line each, for the log. */
export function dryRunLines(dryRun: DryRun): readonly string[] {
  const { revision, rules, deletes, times, permissions, acceptedRisks, otherRuns, rollback, end } = dryRun;
  return [
    ...acceptedRisks.map((risk) => `risk accepted (ignore): ${risk}`),
    ...[...applyWarnings(dryRun.apply), ...applyLines(dryRun.apply)].map((line) => `terraform: ${line}`),
    ...(revision === null
      ? []
      : [`revision: ${describeRegistration(revision)}, ${describeSource(revision)}`]),
    ...(revision?.changes ?? []).map((change) => `  ${change}`),
    ...(revision?.notes ?? []).map((note) => `revision: ${note}`),
    ...greenLines(dryRun).map((line) => `green: ${line}`),
    ...rules.map(
      ({ rule, isTest, from, to }) =>
        `${isTest ? 'test' : 'production'} rule ${rule}: ${formatWeights(from)} → ${formatWeights(to)}`,
    ),
    `smoke test: ${dryRun.smoke}`,
    ...deletes.map(({ set, what, when }) => `deletes ${when}: ${set}, ${what}`),
    ...(dryRun.isScalingSuspended ? ['auto scaling: scale-in is suspended until the release is over'] : []),
    ...dryRun.sessions.map((line) => `sessions: ${line}`),
    ...warningLines(dryRun),
    ...dryRun.scaling.map((line) => `auto scaling: ${line}`),
    ...dryRun.notes,
    ...(dryRun.serviceTags.length === 0
      ? []
      : [`tags written on the service: ${dryRun.serviceTags.join(', ')}`]),
    ...times.phases.map(({ phase, words, from }) => `time: ${phase} ${words} (${from})`),
    `time: ${describeSpan(dryRun)} in total`,
    ...(dryRun.overlap === null ? [] : [`overlap: ${dryRun.overlap.words}`]),
    `rollback: ${rollback}`,
    ...otherRuns.map((line) => `other runs: ${line}`),
    `IAM actions: ${permissions.used.join(', ')}`,
    ...(permissions.onRollback.length === 0
      ? []
      : [`IAM actions for a rollback only: ${permissions.onRollback.join(', ')}`]),
    ...(end === null ? [] : [`without failures it ends with: ${end}`]),
  ];
}
