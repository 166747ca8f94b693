// The two target groups of the pair as an observation shows them.
import type { TargetGroupView } from '../../common/load-balancer/view.ts';
import type { Scene } from '../roles/scene.ts';

type Whose = 'blue' | 'green';

export const groupOf = (
  { world, roles: { pair } }: Pick<Scene, 'world' | 'roles'>,
  whose: Whose,
): TargetGroupView | null => world.groups.find(({ arn }) => arn === pair?.[whose]) ?? null;

/** `null`: not both are known. */
export function bothGroups(scene: Scene): readonly [TargetGroupView, TargetGroupView] | null {
  const [blue, green] = [groupOf(scene, 'blue'), groupOf(scene, 'green')];
  return blue === null || green === null ? null : [blue, green];
}
