// What speaks against a release with a contract of its own, or after one whose end nobody knows. Found before the first write.
import { formatContract } from '../../common/migrations/plan-text.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { formatCount } from '../../common/values/count.ts';
import { arn } from '../../common/values/arn.ts';
import { mostTags, setTags } from '../revision/creation.ts';
import type { Scene } from '../roles/scene.ts';
import { begunContract, contractParts } from '../tags/contract.ts';
import { splitValue } from '../tags/long-value.ts';
import { formatSetTags } from '../tags/set-tags.ts';
import { adviseUnknown, describeUnknown } from './contract-end.ts';
import { bringsContract } from './sight.ts';
import { isUnseen } from './tries.ts';

export const contractProblems = (scene: Scene): readonly string[] => [
  ...sizeProblems(scene),
  ...unknownProblems(scene),
];

/** The command teardown reads no file, so the tags of green have to hold all that it needs. */
function sizeProblems({ request, world, roles }: Scene): readonly string[] {
  const { migration } = request;
  if (!bringsContract(request) || migration === null || roles.green !== null) return [];
  const contract = formatContract(migration);
  const needed = Object.keys(splitValue('contract', contract)).length;
  const own = setTags(request, world, roles, arn(''));
  const there = Object.keys(formatSetTags(request.service, own)).length;
  const room = Math.min(contractParts.length, mostTags - there);
  if (needed <= room) return [];
  return [
    `migration: its contract has ${formatCount(contract.length, 'character')} with its container and role, and green's tags have room ` +
      `for ${String(Math.max(0, room) * 255)}. The command teardown runs it from there, since it reads no file. Put the command into ` +
      'a script in the image, and name the script.',
  ];
}

/** ECS shows each task for an hour after its end, so what it does not show has ended, and nothing says how. */
function unknownProblems(scene: Scene): readonly string[] {
  const { world, request } = scene;
  const { isRelease, rollsBack } = traitsOf(request);
  const begun = begunContract(world);
  if (!isRelease || rollsBack || begun === null) return [];
  const { note } = begun;
  const isAnswered =
    request.goal.migrationAnswer?.tryId === note.id && request.goal.migrationAnswer.says === 'done';
  if (isAnswered || !isUnseen(scene, world.contractTasks, note)) return [];
  return [`${describeUnknown(scene, note, note.id)}. ${adviseUnknown(note.id)} Then release again.`];
}
