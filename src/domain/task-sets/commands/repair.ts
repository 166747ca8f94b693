// What a command does with reset rules: a rollback repairs them, a release and a teardown are refused.
import { traitsOf } from '../../common/request/commands.ts';
import { leftUndone } from '../evolve/undone.ts';
import { endOutOfTime } from '../forward/finish.ts';
import { backOff, endOfCancel, holdFence, settle, standDown } from '../forward/guards.ts';
import { describeReset, repairAdvice, repairByHand } from '../reset/describe-reset.ts';
import { describeTraffic, noNames, onlyReceiver } from '../health/describe-traffic.ts';
import { formatRepaired, isRepairing, resetMs, resetOf, type Reset } from '../reset/reset.ts';
import { strayFrom, type Stray } from '../reset/stray.ts';
import { end, step, wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { ServiceTags, TaskSetView } from '../model/world.ts';
import { formatSending } from '../../common/load-balancer/traffic.ts';
import { shortName } from '../../common/values/arn.ts';
import { formatSet } from '../roles/describe-set.ts';
import { describeGoneRule, goneRules } from '../roles/remembered.ts';
import { isHealable, type Roles } from '../roles/roles.ts';
import { describeCutRules } from '../sessions/describe.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { nextRepair } from '../rollback/repair.ts';

/** A rollback that finds production on nothing returns it to PRIMARY, and ends there. */
export const repair: Decider = (scene) => {
  if (!isRepairing(scene)) return null;
  return (
    standDown(scene) ??
    endOutOfTime(scene) ??
    // A repair that has begun is completed: each write of it takes users away from a 503.
    (scene.memory.fence === null ? endOfCancel(scene) : null) ??
    settle(scene) ??
    backOff(scene) ??
    decideRepair(scene)
  );
};

function decideRepair(scene: Scene): Step {
  const reset = resetOf(scene);
  if (reset === null) return endWithout(scene);
  const next = nextRepair(scene, reset);
  switch (next.kind) {
    case 'wait':
      return wait('prepare', 'reading-back', next.why, 1000);
    case 'stuck':
      return endStuck(scene, reset, next.why);
    case 'step':
      return holdNoted(scene, reset) ?? next.step;
  }
}

/** The fence, and in the same write the note by which the next attempt of this run knows that it repairs. */
function holdNoted(scene: Scene, { home }: Reset): Step | null {
  const due: ServiceTags = { repaired: formatRepaired(scene.request, home) };
  const taking = holdFence(scene);
  if (taking?.act.kind === 'tag-service')
    return { ...taking, act: { ...taking.act, tags: { ...due, ...taking.act.tags } } };
  if (taking !== null || scene.world.service.tags.repaired === due.repaired) return taking;
  const because = 'the next attempt of this run must not roll back what is repaired';
  return unlessAbandoned(
    scene,
    step('prepare', 'claiming-fence', because, { kind: 'tag-service', tags: due }),
  );
}

/** PRIMARY has all of production again, or somebody has done something else with it. */
function endWithout(scene: Scene): Step {
  const { roles, request, memory } = scene;
  const [home, ...more] = roles.live;
  const isHome = home?.status === 'PRIMARY' && more.length === 0;
  const stray = isHome ? strayFrom(scene, home.attachment?.group) : null;
  if (stray !== null) return endPartly(scene, stray);
  if (isHome)
    return end(
      'repaired',
      'repaired',
      `Repaired: somebody else had changed the production rules of service ${request.service}, and ` +
        `${describeHome(roles, home)} Nothing was rolled back: to roll back, start another run of the command rollback. ` +
        'Find what writes the rules (infrastructure code that resets weights should ignore them).',
      [
        ...new Set(memory.restored.map(({ rule }) => `${rule} was returned to PRIMARY`)),
        ...describeCutRules(scene),
        ...leftUndone(memory),
      ],
    );
  return end(
    'failed',
    'drift',
    `Stopped: while this run repaired the production rules of service ${request.service}, somebody else changed them again. ` +
      `${describeTraffic(roles)} Nothing more is changed. Run the command status, then rollback or deploy.`,
    leftUndone(memory),
  );
}

function describeHome(roles: Roles, home: TaskSetView): string {
  const named = `PRIMARY ${formatSet(home)}`;
  return onlyReceiver(roles) === home
    ? `all production traffic is on ${named} again.`
    : `${named} has its share again. ${describeTraffic(roles, noNames)}`;
}

/** What remains is not known to be this service's, so only a person can say whether it is to move. */
function endPartly(scene: Scene, { group, rules, byHand }: Stray): Step {
  const { roles, request, world, memory } = scene;
  const gone = goneRules(world).map((rule) => ` Note that ${describeGoneRule(rule)}.`);
  return end(
    'failed',
    'drift',
    `Not all repaired: ${formatSending(rules)} requests to target group ${shortName(group)}, ` +
      `and the last release of service ${request.service} did not switch ${rules.length === 1 ? 'it' : 'them'}, so ` +
      `${rules.length === 1 ? 'it is' : 'they are'} not written. ${describeTraffic(roles)}${gone.join('')} Run the commands below if ` +
      `${rules.length === 1 ? 'this rule belongs' : 'these rules belong'} to this service.${byHand.note}`,
    { details: leftUndone(memory), commands: byHand.commands },
  );
}

const endStuck = (scene: Scene, reset: Reset, why: string): Step =>
  end(
    'failed',
    'drift',
    `Not repaired: ${describeReset(scene, reset)}, and ${why}. ${describeTraffic(scene.roles)} ` +
      'Run the commands below. Find what writes the rules (infrastructure code that resets weights should ignore them).' +
      repairByHand(scene, reset).note,
    { details: leftUndone(scene.memory), commands: repairByHand(scene, reset).commands },
  );

/** A release next to a PRIMARY without traffic would take that for a leftover, and a teardown has nothing to tear down. */
export const refuseReset: Decider = (scene) => {
  const { memory, world, roles, request } = scene;
  if (memory.isPreflightPassed || memory.failure !== null || isHealable(world, roles)) return null;
  const reset = resetOf(scene);
  if (reset === null) return null;
  // The rules of a switch follow its label within a second.
  if (world.nowMs - (memory.astraySinceMs ?? world.nowMs) < resetMs)
    return wait('preflight', 'reading-back', 'PRIMARY has no traffic: the rules are read again', 500);
  return end(
    'refused',
    'preflight-failed',
    `Nothing was changed: ${describeReset(scene, reset)}. ${describeTraffic(roles)} ${repairAdvice(scene, reset)}` +
      (traitsOf(request).isRelease ? ` Then run this ${request.command} again.` : ''),
    { details: [], commands: repairByHand(scene, reset).commands },
  );
};
