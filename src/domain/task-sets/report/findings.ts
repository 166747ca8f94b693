// What the log lists before the first write.
import { describeGoneRule, goneRules } from '../roles/remembered.ts';
import { scaleInAhead } from '../health/scale-in.ts';
import { formatWarning, preflightWarnings } from '../warnings/warnings.ts';
import { scalingFindings } from '../preflight/scaling.ts';
import { shortName } from '../../common/values/arn.ts';
import { bakeTagNote } from '../forward/await-bake.ts';
import { defaultTest } from '../forward/defer.ts';
import { describeLeftover } from '../roles/leftover.ts';
import { describeLimit, longestOutlasts } from '../../common/run/time-limit.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { isAccepted } from '../../common/request/risks.ts';
import { describeTimes } from '../dry-run/waits.ts';
import { isLiveIn } from '../roles/roles.ts';
import { teardownMs } from '../health/times.ts';
import { preflightRisks } from '../preflight/risks.ts';
import { revisionFindings } from '../preflight/revision.ts';
import { sessionFindings } from '../preflight/sessions.ts';
import { describeChanged } from '../sessions/describe.ts';
import { describeSmoke } from '../health/probing.ts';
import { describeNotOurs } from '../health/outside.ts';
import { drainLines } from '../warm/drain-ahead.ts';
import { alarmLines } from '../alarms/describe.ts';
import { undeclaredNotes } from '../migrations/undeclared.ts';
import { healthyOthers } from '../health/readiness.ts';
import { isRepairing, resetOf } from '../reset/reset.ts';
import { rollbackAhead } from '../status/rollback-ready.ts';
import { isToRollBack } from '../evolve/rolled-back.ts';
import { forwardOf, formatRule } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { describeOldTargets, describeWhoServes, namesOf } from '../health/describe-traffic.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive } from '../health/switch-state.ts';

/** What the release builds on, one line each. */
export function findings(scene: Scene): readonly string[] {
  const { request, world, roles } = scene;
  const { service } = world;
  return [
    `service ${service.name} in cluster ${service.cluster}: ${service.status}, controller ${service.controller}, desired count ${service.desiredCount}`,
    describeWhoServes(world, roles, namesOf(request, roles)),
    ...(traitsOf(request).rollsBack ? [`rollback: ${rollbackAhead(scene)}`] : []),
    `blue: ${roles.blue === null ? noBlue(scene) : setLine(roles.blue)}`,
    `${isOnlyLive(scene) ? 'live' : 'green'}: ${greenLine(scene)}`,
    ...revisionFindings(scene).map((line) => `revision: ${line}`),
    pairLine(scene),
    ...preflightWarnings(scene).map((one) => `warning: ${formatWarning(one)}`),
    ...roles.production.map((rule) => `production rule: ${ruleLine(rule)}; ${foundBy(request, rule)}`),
    ...testLines(scene),
    ...goneRules(world).map(describeGoneRule),
    ...roles.leftovers.map((set) => `${describeRest(scene, set)}: ${setLine(set)}${describeFate(scene)}`),
    ...roles.foreign.map((set) => `not ours: ${setLine(set)}; it is never changed`),
    ...scalingLine(scene),
    ...[...sessionFindings(scene), ...describeChanged(scene)].map((line) => `sessions: ${line}`),
    ...(startsGreen(scene) ? [`times: ${describeTimes(request)}`] : []),
    ...timeLines(scene),
    ...riskLines(scene),
    ...defaultTestLine(scene),
    ...drainLines(scene),
    ...alarmLines(scene),
    ...undeclaredNotes(scene),
    ...request.notes,
    ...world.lostImages,
    ...world.notes,
  ];
}

/** The limit of the run, and a bake tag that can't be true. */
function timeLines(scene: Scene): readonly string[] {
  const [limit, note] = [describeLimit(scene.request, scene.world.nowMs), bakeTagNote(scene)];
  const long = longestRun(scene);
  return [
    ...(limit === null ? [] : [`ends by ${limit}`]),
    ...(long === null ? [] : [`time: ${long}`]),
    ...(note === null ? [] : [note]),
  ];
}

/** Only if this run is to switch and then to delete a blue. */
function longestRun({ request, world, roles }: Scene): string | null {
  const isAhead = traitsOf(request).switches && !isLiveIn(roles.production, roles.green);
  return isAhead && roles.blue !== null
    ? longestOutlasts(request, world.nowMs, teardownMs(world, roles.blue))
    : null;
}

/** Risks that don't stop the run. */
function riskLines(scene: Scene): readonly string[] {
  const { request } = scene;
  const { rollsBack } = traitsOf(request);
  return preflightRisks(scene).flatMap(({ code, sentence }) => {
    const why = rollsBack ? 'a rollback does not wait for it' : `ignore: ${code}`;
    return rollsBack || isAccepted(request, code) ? [`risk accepted (${why}): ${sentence}`] : [];
  });
}

/** A rollback to what runs already tests no green. */
const startsGreen = (scene: Scene): boolean =>
  traitsOf(scene.request).isRelease && !isToRollBack(scene) && !isRepairing(scene);

/** Only where the rollback releases a revision again. */
function defaultTestLine(scene: Scene): readonly string[] {
  const { request } = scene;
  const test = defaultTest(request);
  return traitsOf(request).rollsBack && startsGreen(scene) && test !== null ? [test] : [];
}

/** A service that moves from another controller: its targets serve until the switch and stay the rollback target. */
function noBlue(scene: Scene): string {
  const { request, world, roles } = scene;
  const others = describeNotOurs(world.service) === null ? healthyOthers(world, roles) : [];
  if (others.length === 0)
    return traitsOf(request).isRelease && resetOf(scene) === null
      ? 'none, so no rollback is possible until the next release'
      : 'none';
  const old = isGreenLive(scene) ? describeOldTargets(world, roles) : null;
  if (old !== null) return `none; ${old}`;
  const where = others.map(({ id, port }) => `${id}:${port}`).join(', ');
  return `none; targets outside this service serve now and stay the rollback target: ${where}`;
}

/** PRIMARY of reset rules is what should be live. */
const describeRest = (scene: Scene, set: TaskSetView): string =>
  resetOf(scene)?.home === set
    ? 'PRIMARY, which should have all production traffic'
    : describeLeftover(scene.world, set);

const setLine = (set: TaskSetView): string =>
  `${formatSet(set)}, ${set.status}, ${set.running} of ${set.computedDesired} running`;

/** Without a blue, a command that reports what it finds calls nothing green. */
const isOnlyLive = ({ request, roles }: Scene): boolean =>
  roles.green !== null && roles.live.includes(roles.green) && namesOf(request, roles).green === '';

function greenLine(scene: Scene): string {
  const { roles, world, request } = scene;
  if (roles.green !== null)
    return isOnlyLive(scene) ? setLine(roles.green) : `${setLine(roles.green)}, ${howFound(scene)}`;
  const { candidate } = world;
  if (candidate === null || candidate.family === '') return 'the revision is not known yet';
  const images = request.revision.images.map(({ image }) => ` with image ${image}`).join('');
  const registered =
    candidate.registeredAs === null
      ? 'a new revision'
      : `${shortName(candidate.registeredAs)}${candidate.registeredBecause === null ? '' : `: ${candidate.registeredBecause}`}`;
  return `${candidate.family} from ${candidate.source}${images} (${registered})`;
}

/** A rollback to warm blue removes only its own green, and some commands remove nothing. */
const describeFate = (scene: Scene): string =>
  isToRollBack(scene) || isRepairing(scene) || resetOf(scene) !== null || !traitsOf(scene.request).isRelease
    ? ''
    : ', will be removed';

function howFound(scene: Scene): string {
  const { green } = traitsOf(scene.request);
  if (isToRollBack(scene)) return 'which is to be rolled back';
  if (green === 'staged') return 'which was staged';
  if (green === 'last-begun' || green === 'switched-to')
    return isGreenLive(scene) ? 'which is live' : 'which has no traffic';
  return 'created by an earlier attempt and taken over';
}

function pairLine(scene: Scene): string {
  const { traffic } = scene.request;
  const { pair } = scene.roles;
  const reset = resetOf(scene);
  if (reset !== null)
    return `pair: ${shortName(reset.to)} (PRIMARY's) and ${shortName(reset.away)} (which has no healthy target)`;
  if (pair === null) return 'pair: not found';
  const blueGroup = pair.blue === null ? 'none' : shortName(pair.blue);
  const how = traffic.targetGroups.length > 0 ? 'named by target-groups' : 'discovered automatically';
  return `pair: ${blueGroup} (blue's) and ${shortName(pair.green)} (green's); ${how}`;
}

function ruleLine(rule: RuleView): string {
  const groups = forwardOf(rule)?.groups ?? [];
  return `${formatRule(rule)} → ${groups.map(({ group, weight }) => `${shortName(group)} ${weight}`).join(', ')}`;
}

function foundBy({ traffic }: Request, { ref, listener }: RuleView): string {
  const isNamed =
    (ref.kind === 'rule' && traffic.productionRules.includes(ref.rule)) ||
    traffic.productionListeners.includes(listener);
  return isNamed ? 'named by production-rules' : 'discovered automatically';
}

function testLines(scene: Scene): readonly string[] {
  const { request, roles } = scene;
  const rules = roles.test.map((rule) => `${ruleLine(rule)}; named by ${testNamedBy(request, rule)}`);
  const isTested = startsGreen(scene);
  return [
    ...(rules.length > 0 || !isTested ? rules : ['none named']).map((line) => `test rule: ${line}`),
    ...(isTested ? [`smoke test: ${describeSmoke(scene)}`] : []),
  ];
}

function testNamedBy({ traffic }: Request, { ref, listener }: RuleView): string {
  const isNamed = (ref.kind === 'rule' && ref.rule === traffic.testRule) || listener === traffic.testListener;
  return isNamed ? 'test-rule' : 'the last release, in the tags of its task set';
}

/** A rollback reads auto scaling only after traffic is back. */
function scalingLine(scene: Scene): readonly string[] {
  const { world, request, roles } = scene;
  if (world.scaling === null)
    return traitsOf(request).rollsBack ? [] : ['auto scaling: none for this service'];
  return [`auto scaling: ${scaleInAhead(scene)}`, ...scalingFindings(request, world, roles)];
}
