// What speaks against a release with a contract of its own. Found before the first write.
import { formatContract } from '../../common/migrations/plan-text.ts';
import { formatCount } from '../../common/values/count.ts';
import { arn } from '../../common/values/arn.ts';
import { mostTags, setTags } from '../revision/creation.ts';
import type { Scene } from '../roles/scene.ts';
import { contractParts } from '../tags/contract.ts';
import { splitValue } from '../tags/long-value.ts';
import { formatSetTags } from '../tags/set-tags.ts';
import { bringsContract } from './sight.ts';

/** The command teardown reads no file, so the tags of green have to hold all that it needs. */
export function contractProblems({ request, world, roles }: Scene): readonly string[] {
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
