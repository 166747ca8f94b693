// A rollback while production goes to neither blue nor green. It moves no weight of other target groups.
import { formatAll } from '../../common/values/count.ts';
import { shortName } from '../../common/values/arn.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import type { Failure } from '../../common/run/failure.ts';
import { describeTraffic, shareOfPair } from '../health/describe-traffic.ts';
import { isReady } from '../health/readiness.ts';
import { leftUndone } from '../evolve/undone.ts';
import { end } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { isLowered } from '../tags/lease.ts';

/** No rule gives the pair any weight, as far as rules are known. */
export const isOffPair = ({ roles, world }: Pick<Scene, 'roles' | 'world'>): boolean =>
  roles.pair !== null && world.rules.length > 0 && (shareOfPair(roles) ?? 'none') === 'none';

/** Why no command moves production, and what a person can do; `null`: the pair has some of production. */
export const describeOffPair = (scene: Scene): string | null =>
  isOffPair(scene) ? `${describeUnreached(scene)}. ${describeReturnByHand(scene)}` : null;

export function describeUnreached({ roles: { green, blue } }: Pick<Scene, 'roles'>): string {
  const names = [blue, green].flatMap((set) => (set === null ? [] : [formatSet(set)]));
  const whom = names.length === 0 ? 'a task set of this service' : names.join(' or ');
  return `no production rule leads to ${whom}, and this command moves no traffic of other target groups`;
}

/** A person never gives all of production to a task set that couldn't carry it. */
function describeReturnByHand({ roles, world, request }: Scene): string {
  const { blue, green, production, ledAway } = roles;
  const rules = [...production, ...ledAway].map(formatRule);
  const where = rules.length === 0 ? 'the production rules' : formatAll(rules);
  const isFit = (set: TaskSetView): boolean =>
    !isLowered(world.service.tags, set) && isReady(world, set).isYes;
  const [fit] = [blue, green].filter((set) => set !== null && isFit(set));
  const group = fit?.attachment?.group;
  const again = `run ${request.command} again`;
  if (fit == null || group === undefined)
    return `Find out who changed ${where}. Once blue or green has production traffic, ${again}.`;
  const role = fit === blue ? 'blue' : 'green';
  return (
    `To return users to ${role} ${formatSet(fit)}, which is ready, give its target group ${shortName(group)} the weight in ` +
    `${where}. Then ${again}.`
  );
}

/** Green stays: users are not known to be on blue. A rollback for a failure removes the failed green all the same. */
export function endOffPair(scene: Scene, failure: Failure): Step | null {
  const { roles, memory } = scene;
  const { green } = roles;
  const isStanding = green !== null && green.status !== 'DRAINING';
  if (failure.kind !== 'requested' || !isStanding || !isOffPair(scene)) return null;
  return end(
    'failed',
    'drift',
    `Rollback incomplete: ${failure.what}, and during the rollback somebody else gave all of production to others. ` +
      `${describeTraffic(roles)} Green ${formatSet(green)} is kept, and nothing more is changed. ${describeReturnByHand(scene)}`,
    leftUndone(memory),
  );
}
