import { describe, expect, test } from '@jest/globals';
import type { HealthCheck } from '../../src/domain/common/load-balancer/view.ts';
import { healthCheckWarnings } from '../../src/domain/task-sets/warnings/health-checks.ts';
import { findings } from '../../src/domain/task-sets/report/findings.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { aCheck } from '../support/health-checks.ts';
import { a, aGreen, aGroup, aMemory, aPlan, aSet, aWorld, b } from '../support/worlds.ts';

const linesOf = (scene: Scene): readonly string[] =>
  healthCheckWarnings(scene).map(({ sentence }) => sentence);

const sceneWith = (check: Partial<HealthCheck>, interval = 10): Scene =>
  sceneOf(
    aPlan(),
    aWorld({
      taskSets: [aSet(1), aGreen(2)],
      groups: [aGroup(a), aGroup(b, { healthCheck: aCheck(check), healthIntervalSeconds: interval })],
    }),
    aMemory(),
  );

describe('the health checks of the pair', () => {
  test.each<readonly [Partial<HealthCheck>, string]>([
    [{ protocol: 'HTTPS' }, 'protocol HTTP and HTTPS'],
    [{ port: 8443 }, 'port traffic-port and 8443'],
    [{ path: '/' }, 'path /health and /'],
    [{ codes: '200,302' }, 'codes 200 and 200,302'],
    [{ timeoutSeconds: 2 }, 'timeout 5s and 2s'],
    [{ healthyThreshold: 2 }, 'healthy threshold 5 and 2'],
    [{ unhealthyThreshold: 10 }, 'unhealthy threshold 2 and 10'],
    [{ path: '/', codes: '302' }, 'path /health and /, codes 200 and 302'],
  ])('differ in %j', (check, difference) => {
    const [line = '', ...more] = linesOf(sceneWith(check));
    expect(line).toContain(`the health checks of target groups a and b differ: ${difference}. `);
    expect(more).toEqual([]);
    expect(findings(sceneWith(check))).toContain(`warning: health-checks-differ: ${line}`);
  });

  test('differ in their interval', () => {
    expect(linesOf(sceneWith({}, 30))).toEqual([expect.stringContaining('interval 10s and 30s.')]);
  });

  test('are not mentioned if they are the same', () => {
    expect(linesOf(sceneWith({}))).toEqual([]);
  });
});
