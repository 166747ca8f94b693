// The task definitions in which tests run as tasks: what RunTask would refuse, known before the first write.
import type { TaskCheck } from '../../common/checks/check.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { describeMissingContainer, type FoundRevision } from '../../common/one-off-tasks/revision.ts';
import { lastPart } from '../../common/values/arn.ts';
import { checksOf } from '../checks/jobs.ts';
import type { Scene } from '../roles/scene.ts';
import { attachmentOf } from './attachment.ts';
import { greenSettings } from './creation.ts';

/** Those to read: what a test names, and what green runs if it exists already. Before, the candidate shows what it will run. */
export const revisionsOfTests = (scene: Scene): readonly string[] => [
  ...new Set(testsIn(scene).flatMap((check) => referenceOf(scene, check) ?? [])),
];

/** A rollback isn't refused for what only its inputs say. */
function testsIn(scene: Scene): readonly TaskCheck[] {
  const { isRelease, rollsBack } = traitsOf(scene.request);
  if (!isRelease || rollsBack) return [];
  return checksOf(scene).flatMap((check) => (check.kind === 'task' ? [check] : []));
}

/** `null`: what green will run. */
const referenceOf = ({ roles: { green } }: Scene, { revision }: TaskCheck): string | null =>
  revision ?? green?.taskDefinition ?? null;

export const testTaskProblems = (scene: Scene): readonly string[] =>
  testsIn(scene).flatMap((check) => problemsOf(scene, check));

function problemsOf(scene: Scene, check: TaskCheck): readonly string[] {
  const { candidate, testRevisions } = scene.world;
  const reference = referenceOf(scene, check);
  if (reference === null)
    return candidate === null
      ? []
      : containerProblem(scene, check, {
          containers: candidate.containers.map(({ name }) => name),
          what: candidate.family,
        });
  const named = testRevisions.find((one) => one.reference === reference);
  if (named === undefined) return [];
  const { found } = named;
  const what = lastPart(reference);
  const isOther = found === null || found.status !== 'ACTIVE' || !isOfSameNetwork(scene, found);
  return [
    ...(isOther ? [`tests.checks: the check ${check.name} runs in ${what}, ${whyNot(found)}`] : []),
    ...(found === null ? [] : containerProblem(scene, check, { ...found, what })),
  ];
}

function whyNot(found: FoundRevision | null): string {
  if (found === null)
    return 'which does not exist in this account and region. Name an ACTIVE revision that does.';
  if (found.status !== 'ACTIVE') return `which is ${found.status}. Name an ACTIVE revision.`;
  return isAwsvpc(found)
    ? 'which has the network mode awsvpc, and the tasks of green have no network of their own. Name one with the network mode of green.'
    : `which has the network mode ${found.networkMode ?? 'bridge'}, and the tasks of green have awsvpc. Name one with awsvpc.`;
}

const isAwsvpc = ({ networkMode }: Pick<FoundRevision, 'networkMode'>): boolean => networkMode === 'awsvpc';

/** The task gets the network of green. ECS takes one only with awsvpc, and awsvpc only with one. */
function isOfSameNetwork({ request, world, roles }: Scene, found: FoundRevision): boolean {
  const { settings, problems } =
    roles.green === null
      ? greenSettings(request, world, roles)
      : { settings: roles.green.settings, problems: [] };
  // Then it isn't known.
  if (problems.length > 0) return true;
  return isAwsvpc(found) === (settings.network !== null);
}

/** By default, it is the one behind the load balancer, whatever task definition the test names. */
function containerProblem(
  { request, world, roles }: Scene,
  { name, container, revision }: TaskCheck,
  inside: { readonly containers: readonly string[]; readonly what: string },
): readonly string[] {
  const own = (roles.green?.attachment ?? attachmentOf(request, world, roles))?.containerName ?? null;
  const wanted = container ?? (revision === null ? null : own);
  // For green's own, there are findings already.
  if (wanted === null) return [];
  const advice = container === null ? ' in container' : ', or a revision that has it';
  const missing = describeMissingContainer(`tests.checks: the check ${name} runs`, wanted, inside, advice);
  return missing === null ? [] : [missing];
}
