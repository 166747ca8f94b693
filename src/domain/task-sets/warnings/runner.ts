// What a job on a runner that GitHub hosts doesn't reach: private addresses, and so tasks and internal load balancers.
import { shortName } from '../../common/values/arn.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { checksOf, planOf } from '../checks/jobs.ts';
import { versionCheckOf } from '../checks/proof-job.ts';
import { productionProbing, smokePlan } from '../health/probing.ts';
import { warning, type Warning } from '../preflight/finding.ts';
import type { Scene } from '../roles/scene.ts';

export function runnerWarnings(scene: Scene): readonly Warning[] {
  const { request, world } = scene;
  if (!request.isHosted) return [];
  const [failing, left] = [failingTests(scene), leftOut(scene)];
  if (failing.length + left.length === 0) return [];
  const internal = world.loadBalancers.find(({ isInternal }) => isInternal);
  const where = internal === undefined ? '' : `, and load balancer ${shortName(internal.arn)} is internal`;
  const effects = [
    ...(failing.length === 0
      ? []
      : [`${failing.join(' and ')} can't be run, and green is removed before the switch`]),
    ...left,
  ];
  return [
    warning(
      'hosted-runner',
      `this job runs on a GitHub-hosted runner, which reaches no private address unless it is connected to the VPC${where}: ` +
        `${effects.join('; ')}. Test green in tasks in the VPC (task in tests.checks), run this job on a self-hosted runner in ` +
        'the VPC, or name addresses that the runner reaches with test-url and production-url.',
    ),
  ];
}

/** Tests that have to run. */
function failingTests(scene: Scene): readonly string[] {
  const smoke = smokePlan(scene);
  return [
    ...(smoke.isAskedFor && isPrivate(scene, smoke) ? ['the smoke test'] : []),
    ...checksOf(scene).flatMap((check) => {
      if (check.kind !== 'http' || 'url' in check.place) return [];
      return isPrivate(scene, planOf(scene, check.place.path)) ? [`the check ${check.name}`] : [];
    }),
    ...(isProofPrivate(scene) ? ['the proof of the switch'] : []),
  ];
}

/** What a release goes on without, behind an internal load balancer. Elsewhere the log of the smoke test says enough. */
function leftOut(scene: Scene): readonly string[] {
  if (!isBehindInternal(scene)) return [];
  const smoke = smokePlan(scene);
  const isSkipped = !smoke.isAskedFor && smoke.kind !== 'none' && isPrivate(scene, smoke);
  const isUnprobed = scene.request.bake.seconds > 0 && isProductionPrivate(scene);
  return [
    ...(isSkipped ? ['the smoke test is skipped'] : []),
    ...(isUnprobed ? ['production is not probed in the bake'] : []),
  ];
}

/** Own targets have private addresses, a test rule the one of its load balancer. */
const isPrivate = (scene: Scene, { kind }: Pick<ReturnType<typeof smokePlan>, 'kind'>): boolean =>
  kind === 'targets' ||
  (kind === 'front' && scene.request.smoke.url === null && isInternal(scene, scene.roles.test));

const isInternal = ({ world }: Scene, rules: readonly RuleView[]): boolean =>
  rules.length > 0 &&
  rules.every((rule) =>
    world.loadBalancers.some(({ arn, isInternal: internal }) => internal && arn === rule.loadBalancer),
  );

const isBehindInternal = (scene: Scene): boolean => isInternal(scene, scene.roles.production);

const isProductionPrivate = (scene: Scene): boolean =>
  traitsOf(scene.request).hasSwitchAhead &&
  scene.request.bake.probeUrl === null &&
  isBehindInternal(scene) &&
  productionProbing(scene).requests !== null;

function isProofPrivate(scene: Scene): boolean {
  const check = versionCheckOf(scene);
  return check?.kind === 'http' && 'path' in check.place && isProductionPrivate(scene);
}
