// How a rollback ends, and what it reports.
import { versionBefore } from '../roles/version-before.ts';
import { describeOpenContract } from '../migrations/contract-end.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { formatRun } from '../../common/request/release-id.ts';
import { lastPart, shortName } from '../../common/values/arn.ts';
import { isJustSent } from './raise-blue.ts';
import { alarmTimes } from '../alarms/describe.ts';
import { restoredNotes } from '../health/drift.ts';
import { propagationMs } from '../health/propagation.ts';
import { isResumed } from './delete-green.ts';

import { assumedBlueOf } from '../roles/green-role.ts';
import { isKeptGreen, keptGreen } from '../roles/kept-green.ts';
import { describeKeptGreen } from '../warm/kept-return.ts';
import type { World } from '../model/world.ts';
import { isQuarantining } from '../../common/revision/quarantine.ts';
import { quarantineOf } from '../revision/quarantine.ts';
import { describeOpenMigration } from '../migrations/failures.ts';
import { isOurs } from '../roles/ours.ts';
import { findSet } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { describeLeftover } from '../roles/leftover.ts';
import { leftUndone } from '../evolve/undone.ts';
import { formatSet } from '../roles/describe-set.ts';
import { ruleKey } from '../model/write-key.ts';
import type { Failure } from '../../common/run/failure.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import type { Scene } from '../roles/scene.ts';
import { byHand } from '../sessions/by-hand.ts';
import { describeCutSessions } from '../sessions/describe.ts';
import { strayFrom } from '../reset/stray.ts';
import { isOffPair } from './off-pair.ts';
import { end, step } from '../model/make-step.ts';

/** Whether this run, or an earlier attempt of it, created green. */
const wasGreenMade = ({ memory, world, request }: Scene): boolean =>
  memory.green !== null || world.taskSets.some(({ tags }) => tags.release === request.release.id);

/** If somebody gave the other group weight while green was being removed, traffic is not where it was. */
export function endAstray(scene: Scene, failure: Failure): Step | null {
  const { roles, world, memory } = scene;
  const isAsked = failure.kind === 'requested';
  // If nothing is live, the label of an earlier process names what it rolled back to.
  const labelled = isAsked ? world.taskSets.find(({ status }) => status === 'PRIMARY') : undefined;
  const blue = findSet(world, memory.blue) ?? roles.blue ?? labelled;
  const home = blue?.attachment?.group ?? roles.pair?.blue;
  const stray = strayFrom(scene, home);
  if (stray === null || (!isAsked && !wasGreenMade(scene))) return null;
  return step('end', 'drift', 'somebody else changed the weights during the rollback', {
    kind: 'end',
    result: 'failed',
    message:
      `Rollback incomplete: ${failure.what}, and during the rollback somebody else gave weight to target group ` +
      `${shortName(stray.group)}, where this release has no task set. ${describeTraffic(roles)} ` +
      'Find what writes the rules (infrastructure code that resets weights should ignore them), and run the commands below.' +
      stray.byHand.note,
    details: leftUndone(memory),
    commands: stray.byHand.commands,
  });
}

/** How long a rollback is repeated while something else undoes it. Traffic must not flap forever. */
const fightMs = 120_000;

/** Something else has moved rules of the rollback to green again for too long. */
export function endUndone(scene: Scene, failure: Failure): Step | null {
  const { roles, world, memory, request } = scene;
  const { pair, production } = roles;
  if (pair === null || memory.rollbackBegunMs === null || world.nowMs - memory.rollbackBegunMs < fightMs)
    return null;
  const undone = production
    .map((rule) => ({ kind: 'write-rule' as const, rule, actions: rule.actions }))
    .filter(
      (write) => weightOf(write.rule, pair.green) > 0 && memory.rulesRolledBack.includes(ruleKey(write.rule)),
    )
    .filter((write) => !isJustSent(scene, write));
  if (undone.length === 0) return null;
  const rules = undone.map(({ rule }) => rule);
  const { commands, note } = byHand(scene, rules, pair.green, pair.blue);
  return end(
    'failed',
    'drift',
    `Not rolled back: ${failure.what}, and for ${formatDuration(fightMs / 1000)} somebody else has undone the rollback of ` +
      `service ${request.service} each time it was repeated. ${describeTraffic(roles)} Find what writes the rules ` +
      '(infrastructure code that resets weights should ignore them) and stop it, then run the commands below.' +
      note,
    {
      details: leftUndone(memory),
      commands,
    },
  );
}

/** While the run waits with the kept green, somebody moves production to it: they have seen that blue fails. */
export function endReturned(scene: Scene, failure: Failure): Step | null {
  const { roles, world, memory, request } = scene;
  const { green } = roles;
  const writtenMs = memory.rollbackWrittenMs;
  const isWatched = writtenMs !== null && world.nowMs - writtenMs < propagationMs;
  if (!request.isKeptGreenAwaited || writtenMs === null || isWatched || green === null) return null;
  if (keptGreen(world)?.set !== green) return null;
  return end(
    'failed',
    'drift',
    `Rolled back: ${failure.what}. Since then, somebody else has moved production weights of service ${request.service} to the ` +
      `kept green ${formatSet(green)}. ${describeTraffic(roles)} This run changes nothing more. Run the command status, then ` +
      'rollback or deploy.',
    leftUndone(memory),
  );
}

/** Ends the rollback of a failed release, or the rollback that a person asked for. */
export function endRolledBack(scene: Scene, failure: Failure): Step {
  const { roles, memory, world } = scene;
  const wasMade = isResumed(failure) || wasGreenMade(scene);
  const after = memory.afterRollbackProbe.lastFailure;
  const innocent =
    after === null
      ? []
      : [`The probe still fails after the rollback, so green may not be the cause: ${after}`];
  // If an earlier process moved the traffic, this one did not see green live, and can't say what users saw.
  const traffic = memory.hasGreenBeenLive
    ? isOffPair(scene)
      ? 'Green has no production traffic any more.'
      : 'Traffic is back where it was:'
    : isResumed(failure)
      ? 'This run found no traffic on it, and moved none.'
      : 'Users never saw green.';
  const isAsked = failure.kind === 'requested';
  const isElsewhere = isOffPair(scene) && (isAsked || memory.hasGreenBeenLive);
  const begin = isElsewhere
    ? 'Not on blue, since somebody else gave all of production to others'
    : wasMade
      ? 'Rolled back'
      : 'Failed before green was created';
  return step('end', isElsewhere && isAsked ? 'drift' : failure.reason, 'the rollback is done', {
    kind: 'end',
    result: wasMade && !isElsewhere ? 'rolled-back' : 'failed',
    message: `${begin}: ${failure.what}. ${traffic} ${describeTraffic(roles)} ${failure.advice}`.trimEnd(),
    details: [
      ...lastOutput(failure),
      ...assumptions(scene),
      ...innocent,
      ...alarmTimes(scene, failure),
      ...describeCutSessions(scene),
      ...restoredNotes(memory, world.nowMs),
      ...(memory.compared === null ? [] : [`When traffic was returned: ${memory.compared}.`]),
      ...returned(scene),
      ...nextReturn(scene, failure),
      // What the message says already isn't listed.
      ...describeOpenMigration(scene).filter((line) => !line.startsWith(failure.what)),
      ...describeOpenContract(scene),
      ...describeLeft(scene),
      ...(memory.unkept === null || isGreenKept(scene) ? [] : [memory.unkept]),
      ...older(scene),
      ...barred(scene),
      ...leftUndone(memory),
    ],
  });
}

/** The second press of a rollback is refused, in case it was meant for the same release. */
function nextReturn({ memory, roles }: Scene, { kind }: Failure): readonly string[] {
  const before = versionBefore(roles.blue);
  if (kind !== 'requested' || memory.hasGreenBeenLive || before === undefined) return [];
  return [
    `If the live version has the problem, run the command rollback with rollback-to set to ${lastPart(before)}.`,
  ];
}

/** What a test wrote before it failed. */
const lastOutput = ({ output = [] }: Failure): readonly string[] =>
  output.length === 0 ? [] : ['The last lines of the test:', ...output.map((line) => `| ${line}`)];

/** What was assumed, since no tag names it. */
function assumptions({ roles, world, request }: Scene): readonly string[] {
  const { green, blue } = roles;
  const isGuess = traitsOf(request).rollsBack && green !== null && assumedBlueOf(world, green) !== null;
  return isGuess && blue !== null
    ? [
        `Assumed that ${formatSet(blue)} was live before: it is the only other task set, in the other group of the ` +
          'production rules, and no tag of a release names it.',
      ]
    : [];
}

/** What it returned to was created in place of what it left: it was rolled back before. */
function returned({ roles: { blue }, memory }: Scene): readonly string[] {
  const before = blue?.tags.blue;
  return blue !== null && before !== undefined && memory.green?.endsWith(`/${before}`) === true
    ? [`${formatSet(blue)} was rolled back before, and was kept for this case. Release a version that works`]
    : [];
}

function describeLeft(scene: Scene): readonly string[] {
  const { world, roles, memory } = scene;
  const { green } = roles;
  if (green?.status === 'DRAINING' && memory.interrupted !== null)
    return [`green ${formatSet(green)} is being deleted: ECS ends its last requests first`];
  if (green === null || green.status === 'DRAINING') return [];
  const who = `${formatSet(green)} is still there (${green.status})`;
  if (isKeptGreen(world, green)) return [describeKeptGreen(scene), ...(isUnswept(world) ? [noSweep] : [])];
  return isOurs(green)
    ? [`green ${who}; the next release removes it`]
    : [
        `${who}: this action did not make it, so it stays. The next release is refused until what made it has removed it`,
      ];
}

/** A test rule may have begun to check its health after that was doubted. */
const isGreenKept = ({ world, roles: { green } }: Scene): boolean =>
  green !== null && green.status !== 'DRAINING' && isKeptGreen(world, green);

const isUnswept = (world: World): boolean =>
  keptGreen(world)?.reason === 'fallback' && world.service.tags['swept-at'] === undefined;

const noSweep =
  'No sweep has ever run for this service: run the command sweep on a schedule (examples/workflows/sweep.yml). Otherwise ' +
  'the kept green stays, and costs, until the next release of this service.';

/** Task sets of earlier releases that this release ended too soon to delete. */
const older = ({ world, roles: { leftovers, live } }: Scene): readonly string[] =>
  leftovers
    .filter((set) => set.status !== 'DRAINING' && !live.includes(set) && !isKeptGreen(world, set))
    .map(
      (set) =>
        `${formatSet(set)} is still there (${set.status}): ${describeLeftover(world, set)}; the next release removes it`,
    );

/** What to know before the same content is released again. */
function barred({ world, memory, request }: Scene): readonly string[] {
  const [found] = quarantineOf(world);
  const isNew = memory.failure !== null && isQuarantining(memory.failure.kind);
  return found === undefined || !memory.hasGreenBeenLive || !isNew
    ? []
    : [
        `The content that ${formatRun(request.release.runUrl, found.runId)} released is quarantined: its next release is refused, unless ` +
          'it sets ignore: quarantined or is a re-run of that run.',
      ];
}
