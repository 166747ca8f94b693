// What a release takes while both versions run, compared with the sandbox's own times.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { OverlapHours } from '../../src/domain/common/tasks/overlap.ts';
import { acceptance } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { jsonOf, nextRun, rollbackInputs } from '../support/command-steps.ts';

/** Another run has seen the rest of it. */
const notCounted = /What ran before \d\d:\d\d UTC, when this run looked first, is not counted\./;
const tasks = 2;
/** A change counts as in the middle of two looks, which are at most 5 s apart while nothing is urgent, and more on a busy machine. */
function boundMs(stage: Stage): number {
  const looks = stage.calls('DescribeTaskSets').map(({ at }) => at);
  return tasks * Math.max(5_000, ...looks.slice(1).map((at, index) => at - (looks[index] ?? at)));
}

function times(stage: Stage): Readonly<Record<'created' | 'switched' | 'deleted' | 'ended', number>> {
  const at = (...operations: readonly string[]): number =>
    stage.calls().findLast(({ operation }) => operations.includes(operation))?.at ?? 0;
  const since = stage.calls('CreateTaskSet')[0]?.at ?? 0;
  const switched = at('ModifyRule', 'ModifyListener');
  return { created: since, switched, deleted: at('DeleteTaskSet'), ended: stage.calls().at(-1)?.at ?? 0 };
}

describe('the overlap of both versions', () => {
  // Covers: overlap-reported
  acceptance(
    'is reported as long as the sandbox ran it, in hours of the size of its tasks',
    { world: webService() },
    async (stage) => {
      const run = await stage.release({ 'bake-time': '8s', 'warm-time': '20s' });
      const { created, switched, deleted, ended } = times(stage);
      const { green, blue, total } = jsonOf(run)['overlap'] as OverlapHours;
      const ms = ({ taskHours }: OverlapHours['green']): number => taskHours * 3_600_000;
      expect(Math.abs(ms(green) - tasks * (switched - created))).toBeLessThan(boundMs(stage));
      expect(ms(blue)).toBeGreaterThan(tasks * (deleted - switched) - boundMs(stage));
      expect(ms(blue)).toBeLessThan(tasks * (ended - switched) + boundMs(stage));
      expect(total.vcpuHours).toBeCloseTo(total.taskHours / 4, 6);
      expect(total.gbHours).toBeCloseTo(total.taskHours / 2, 6);
      expect(run.log).toMatch(/While both versions ran, \S+ vCPU-hours and \S+ GB-hours in all: /);
      expect(run.log).not.toContain('is not counted');
      expect(stage.sandbox.github.state().comments[0]?.body).toMatch(
        /\*\*Overlap\*\*: While both versions ran, /,
      );
    },
  );

  // Covers: overlap-reported
  acceptance(
    'is known in hours of vCPU and memory for what was staged, and for a revision that was registered before',
    { world: webService(), registrations: 1, greens: 2 },
    async (stage) => {
      const quick = { 'bake-time': '2s', 'warm-time': '3s', 'probe-interval': '1s', 'smoke-passes': '1' };
      await stage.release({ command: 'stage', image: 'web:v2', 'smoke-passes': '1' });
      const promoted = await stage.release({ ...quick, command: 'promote' }, nextRun(stage));
      const again = { ...quick, 'task-definition': 'web:1' };
      const known = await stage.release(again, nextRun(stage, { runId: stage.runId + 2 }));
      // What was staged ran before the run that promoted it.
      expect(promoted.log).toMatch(notCounted);
      expect(known.log).not.toMatch(notCounted);
      for (const run of [promoted, known]) {
        expect(endOf(run)).toEqual(released);
        const { total } = jsonOf(run)['overlap'] as OverlapHours;
        expect(total.taskHours).toBeGreaterThan(0);
        expect(total.vcpuHours).toBeCloseTo(total.taskHours / 4, 6);
        expect(total.gbHours).toBeCloseTo(total.taskHours / 2, 6);
        expect(run.log).toMatch(/While both versions ran, .*vCPU-hours and .*GB-hours/);
      }
    },
  );

  // Covers: overlap-rolled-back
  acceptance(
    'is billed to a rollback by who had no traffic, once production has returned',
    { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'], freeTags: ['kept-green'] },
    async (stage) => {
      const times = { 'bake-time': '2s', 'warm-time': '10m', 'probe-interval': '1s', teardown: 'defer' };
      expect(endOf(await stage.release({ image: 'web:v2', ...times }))).toEqual(released);
      const since = stage.calls().at(-1)?.seq ?? 0;
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
      const { green, total } = jsonOf(run)['overlap'] as OverlapHours;
      expect(green.taskHours).toBeGreaterThan(0);
      expect(total.vcpuHours).toBeCloseTo(total.taskHours / 4, 6);
      expect(total.gbHours).toBeCloseTo(total.taskHours / 2, 6);
      expect(run.log).toMatch(notCounted);
      expect(run.log).toMatch(
        /While both versions ran, .*vCPU-hours .* of green without traffic.*keep-rolled-back changes it/,
      );
      expect(run.log).not.toMatch(/of blue after the switch|warm-scale/);
      // Nothing that is only shown is read before traffic has returned.
      const calls = stage.calls().filter(({ seq }) => seq > since);
      const moved = calls.findLast(({ operation }) => /^Modify(Rule|Listener)$/.test(operation))?.seq ?? 0;
      const shown = calls.filter(({ operation }) => operation === 'DescribeTaskDefinition');
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.every(({ seq }) => seq > moved)).toBe(true);
    },
  );

  // Covers: overlap-planned
  acceptance(
    'is planned with the settings that change it',
    { world: webService(), hasTraffic: false, tagsLeft: [] },
    async (stage) => {
      const plan = async (inputs: Readonly<Record<string, string>>): Promise<number> => {
        const run = await stage.release({ command: 'plan', ...inputs });
        expect(run.log).toMatch(
          /overlap: at least \S+ vCPU-hours and .*warm-time, warm-scale and teardown change it/,
        );
        const { overlap } = jsonOf(run)['plan'] as { overlap: { least: { vcpuHours: number } } };
        return overlap.least.vcpuHours;
      };
      const whole = await plan({ 'bake-time': '5m', 'warm-time': '1h' });
      const half = await plan({ 'bake-time': '5m', 'warm-time': '1h', 'warm-scale': '50' });
      expect(half).toBeLessThan(whole);
    },
  );
});
