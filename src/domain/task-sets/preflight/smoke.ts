// Findings about a smoke test that inputs ask for and that can't be run: it would roll back every release.
import { traitsOf } from '../../common/request/commands.ts';
import { askableAt, isUnder, pathsThatFit } from '../../common/probes/address.ts';
import { targetQuestion } from '../../common/probes/question.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import { smokePlan } from '../health/probing.ts';
import type { Scene } from '../roles/scene.ts';

/** A rollback isn't refused for what only its inputs say. */
export function smokeProblems(scene: Scene): readonly string[] {
  const { request } = scene;
  const { isRelease, rollsBack } = traitsOf(request);
  if (!isRelease || rollsBack || request.smoke.url !== null) return [];
  const plan = smokePlan(scene);
  if (plan.kind === 'none' && plan.isAskedFor)
    // Groups that differ are a problem of their own.
    return canAskAny(scene)
      ? []
      : [
          `health-paths asks for a smoke test that can't be run: ${plan.why}. Leave health-paths out, and only target ` +
            'health decides, or name a test rule or test-url that can be asked. A path for the probes of production may be ' +
            'a part of production-url.',
        ];
  return unfitPaths(scene);
}

const canAskAny = ({ request, world, roles: { pair } }: Scene): boolean => {
  const groups = world.groups.filter(({ arn }) => arn === pair?.green || arn === pair?.blue);
  return groups.length === 0 || groups.some((group) => targetQuestion(request, group).paths !== null);
};

/** The rule would send these requests elsewhere, or answer them itself. */
function unfitPaths({ request, world, roles }: Scene): readonly string[] {
  const rules = roles.test.filter((rule) => askableAt(world.loadBalancers, rule).url !== null);
  const [rule] = rules;
  if (rule === undefined) return [];
  const left = request.smoke.paths.filter((path) => !rules.some((one) => isUnder(one, path)));
  return left.map((path) => {
    const fit = [...new Set(rules.flatMap((one) => pathsThatFit(one, path)))];
    const advice = fit.length === 0 ? '' : ` Write a path that it lets through, such as ${fit.join(' or ')}.`;
    return (
      `health-paths: "${path}" does not reach green, since the test rule ${formatRule(rule)} does not let it ` +
      `through.${advice} Without health-paths, green's own targets are asked as their health check does.`
    );
  });
}
