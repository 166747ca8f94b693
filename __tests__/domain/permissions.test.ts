import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import { permissionsFor } from '../../src/domain/task-sets/dry-run/permissions.ts';

import type { World } from '../../src/domain/task-sets/model/world.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { another, cleanRun, scaled, warm } from '../support/commands.ts';
import { anAws, insidePlan } from '../support/scenarios.ts';
import { aCandidate } from '../support/candidates.ts';
import { aPlan } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

/** The actions of the policies in docs/iam.md: what their JSON allows, not what the text speaks of. */
function documented(): readonly string[] {
  const text = readFileSync(new URL('../../docs/iam.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  const policies = blocks.filter((block) => block.includes('"Action"') && !block.includes('"Principal"'));
  const names = policies.flatMap((block) =>
    [
      ...block.matchAll(/"((?:ecs|elasticloadbalancing|application-autoscaling):[A-Z]\w+|iam:PassRole)"/g),
    ].map(([, name]) => name ?? ''),
  );
  return [...new Set(names)].toSorted();
}

/** All that the releases on these accounts would use, with roles to hand over and tasks on instances. */
function usedOn(aws: FakeAws, plan = another(aPlan(), 300)): readonly string[] {
  const seen = aws.observe(plan.release.id);
  const before: World = {
    ...seen,
    candidate: aCandidate({ roleArns: ['arn:aws:iam::111122223333:role/web'] }),
    groups: seen.groups.map((group) => ({ ...group, targetType: 'instance' })),
  };
  const { roles } = sceneOf(plan, before, blankMemory(before.nowMs));
  const { used, onRollback: onRollback } = permissionsFor(cleanRun(aws, plan).writes, before, roles);
  return [...used, ...onRollback];
}

test('the policies in the documents allow what releases use, and nothing else', () => {
  const worlds = [anAws('good', scaled), warm()];
  const used = new Set([
    ...worlds.flatMap((aws) => usedOn(aws)),
    ...usedOn(anAws(), another(insidePlan, 300)),
  ]);
  // No release asks which services there are. A sweep of a whole cluster and the check of a Terraform plan do.
  expect([...used, 'ecs:ListClusters', 'ecs:ListServices'].toSorted()).toEqual(documented());
});
