// What a plan warns about, and what it refuses unless `ignore` names it.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import { endOf } from '../support/bad-luck.ts';
import { nextRun, stageInputs } from '../support/command-steps.ts';

const planInputs = { ...stageInputs, command: 'plan' };
const commentsOf = ({ sandbox }: Stage): readonly string[] =>
  sandbox.github.state().comments.map(({ body }) => body);

describe('plan', () => {
  const web = webService();
  const groups = (web.targetGroups ?? []).map((group) =>
    group.name === 'web-b' ? { ...group, healthCheck: { ...group.healthCheck, matcher: '200-299' } } : group,
  );
  // Covers: pair-health-checks
  acceptance(
    'notes that the health checks of the pair differ, and is no failure',
    { world: { ...web, targetGroups: groups }, hasTraffic: false, tagsLeft: [] },
    async (stage) => {
      const run = await stage.release(planInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      for (const shown of [run.log, run.summary, commentsOf(stage).join('\n')])
        expect(shown).toContain(
          'the health checks of target groups web-a and web-b differ: codes 200 and 200-299.',
        );
      expect(stage.writes()).toEqual([]);
    },
  );

  const spot = webService({ desiredCount: 1, graceSeconds: 0 });
  // Covers: preflight-warnings
  acceptance(
    'shows all warnings at once, each with its code, in the log, the summary and the comment',
    {
      world: {
        ...spot,
        targetGroups: (spot.targetGroups ?? []).map((group) =>
          group.name === 'web-a'
            ? { ...group, deregistrationDelaySeconds: 1800 }
            : { ...group, healthCheck: { ...group.healthCheck, intervalSeconds: 60, path: '/' } },
        ),
        services: (spot.services ?? []).map((one) => ({
          ...one,
          taskSets: (one.taskSets ?? []).map((set) =>
            one.name === 'web' ? { ...set, capacityProviders: [{ name: 'FARGATE_SPOT' }] } : set,
          ),
        })),
      },
      hasTraffic: false,
      tagsLeft: [],
    },
    async (stage) => {
      const inputs = { ...planInputs, 'bake-time': '30s', 'warm-time': '5m' };
      const run = await stage.release(inputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      const codes = [
        ...['single-task', 'spot-only-blue', 'long-deregistration', 'slow-health-check'],
        ...['attributes-differ', 'health-checks-differ'],
      ];
      for (const shown of [run.log, run.summary, commentsOf(stage).join('\n')])
        for (const code of codes) expect(shown).toContain(`${code}: `);
      expect(stage.writes()).toEqual([]);
    },
  );

  const registered = webService({ desiredCount: 1 });
  const registry = 'arn:aws:servicediscovery:eu-central-1:123456789012:service/srv-web';
  // Covers: service-registry, preflight-warnings
  acceptance(
    'is refused for a service registry unless ignore names it, and shows the warnings with their codes',
    {
      world: {
        ...registered,
        services: (registered.services ?? []).map((one) => ({
          ...one,
          taskSets: (one.taskSets ?? []).map((set) =>
            one.name === 'web' ? { ...set, serviceRegistries: [registry] } : set,
          ),
        })),
      },
      hasTraffic: false,
      tagsLeft: [],
    },
    async (stage) => {
      const refused = await stage.release(planInputs, nextRun(stage));
      expect(endOf(refused)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      for (const shown of [refused.log, refused.summary]) {
        expect(shown).toContain('service web has 1 service registry, which green gets too');
        expect(shown).toContain('To release anyway, set ignore: service-registry.');
        expect(shown).toContain('single-task: service web runs one task');
      }
      const accepted = { ...planInputs, ignore: 'service-registry, single-task' };
      const planned = await stage.release(accepted, nextRun(stage));
      expect(endOf(planned)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      expect(planned.log).not.toContain('single-task');
      expect(stage.writes()).toEqual([]);
    },
  );
});
