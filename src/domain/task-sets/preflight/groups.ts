// The two target groups of the pair as an observation shows them.
import type { TargetGroupView } from '../../common/load-balancer/view.ts';
import type { World } from '../model/world.ts';
import type { Roles } from '../roles/roles.ts';

type Whose = 'blue' | 'green';
interface Paired {
  readonly world: Pick<World, 'groups'>;
  readonly roles: Pick<Roles, 'pair'>;
}

export const groupOf = ({ world, roles: { pair } }: Paired, whose: Whose): TargetGroupView | null =>
  world.groups.find(({ arn }) => arn === pair?.[whose]) ?? null;

/** `null`: not both are known. */
export function bothGroups(scene: Paired): readonly [TargetGroupView, TargetGroupView] | null {
  const [blue, green] = [groupOf(scene, 'blue'), groupOf(scene, 'green')];
  return blue === null || green === null ? null : [blue, green];
}
