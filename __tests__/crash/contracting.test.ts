// What the matrices demand of a contract: when it may begin, that it has run once, and what a rollback after the kill owes.
import { describe, expect, test } from '@jest/globals';
import type { WorldPicture } from '../../sandbox/world.ts';
import { wrongContractStart } from '../support/acceptance-contracts.ts';
import type { WitnessedWrite } from '../support/acceptance-witness.ts';
import { hasBegun, wrongContract } from './contracting.ts';
import { owedBy, type Rests } from './owed.ts';
import { scenarioNames, type ScenarioName } from './groups.ts';

const [blue, green] = ['ecs-svc/1', 'ecs-svc/2'];
const begun = `try=8.1.1 at=2026-01-01T00:00:00Z request=ab task=cd end=0 set=${green}`;
const row = { kind: 'contract', began: '2026-01-01T00:00:00Z', ended: '2026-01-01T00:00:01Z' };
type Tags = Readonly<Record<string, string>>;
type Service = Parameters<typeof wrongContract>[0];

const setOf = (id: string, status: string, tags: Tags = {}): object => ({
  ...{ id, status, tags },
  taskDefinition: `arn:aws:ecs:eu-west-1:1:task-definition/web:${id === blue ? '1' : '2'}`,
});
const serviceOf = (contract: string | null, sets = [setOf(green, 'PRIMARY')]): Service =>
  ({
    ...{ name: 'web', taskSets: sets },
    tags: {
      'ecs-blue-green:fence': '1:8.1',
      ...(contract === null ? {} : { 'ecs-blue-green:contract': contract }),
    },
  }) as unknown as Service;

describe('a contract after the last command', () => {
  test('has run once, and its tag says so, where v2 is live', () => {
    expect(wrongContract(serviceOf(begun), [row], 'v2')).toEqual([]);
    expect(wrongContract(serviceOf(begun), [], 'v2')).toEqual([
      `the contract of ${green} was started 0 times`,
    ]);
    expect(wrongContract(serviceOf(begun), [row, row], 'v2')).toHaveLength(1);
    for (const tag of [null, `planned set=${green}`, begun.replace(' end=0', ''), begun.replace(green, blue)])
      expect(wrongContract(serviceOf(tag), [row], 'v2')).toHaveLength(1);
  });

  test('has never begun, and has no tag, where v1 is live', () => {
    expect(wrongContract(serviceOf(null), [], 'v1')).toEqual([]);
    expect(wrongContract(serviceOf(null), [row], 'v1')).toHaveLength(1);
    expect(wrongContract(serviceOf(`planned set=${green}`), [], 'v1')).toHaveLength(1);
  });
});

describe('a rollback after a kill', () => {
  const ended = { exitCode: 0, version: 'v2', sets: 1, tags: ['fence'] };
  const rests: Rests = {
    'teardown-contracting': { ...ended, result: 'torn-down', reason: 'torn-down' },
    'deploy-contracting': { ...ended, result: 'released', reason: 'released' },
  };
  const owedAfter = (name: ScenarioName, service: Service): readonly [string, string] => {
    const died = { rules: [], services: [service] } as unknown as WorldPicture;
    const { result, version } = owedBy(name, 'rollback', died, rests);
    return [result, version];
  };
  const names = scenarioNames.filter((name) => name.endsWith('-contracting'));

  test.each(names)('of a %s is refused once the contract has begun', (name) => {
    expect(hasBegun(serviceOf(begun))).toBe(true);
    expect(hasBegun(serviceOf(`planned set=${green}`))).toBe(false);
    expect(owedAfter(name, serviceOf(begun))).toEqual(['refused', 'v2']);
    expect(owedAfter(name, serviceOf(`planned set=${green}`))).toEqual(['released', 'v1']);
    const sets = [setOf(blue, 'ACTIVE'), setOf(green, 'PRIMARY')];
    expect(owedAfter(name, serviceOf(null, sets))).toEqual(['rolled-back', 'v1']);
  });
});

describe('the start of a contract', () => {
  const bounds = {
    ...{ service: 'web', pair: ['web-a', 'web-b'] as const, testRules: [], propagationMs: 2000 },
    ...{ registrations: 1, greens: 1, isRace: false, assumedBlue: null },
  };
  const taskOf = (taskSetId: string, lastStatus: string): object => ({
    ...{ id: `task of ${taskSetId}`, service: 'web', taskSetId, lastStatus },
  });
  const startIn = (
    service: Service,
    tasks: readonly object[],
    startedBy = 'ecs-blue-green-contract/x',
  ): string[] => {
    const request = { startedBy, tags: [{ key: 'ecs-blue-green:try', value: '8.1.1' }] };
    const write = { call: { operation: 'RunTask', request }, before: { services: [service], tasks } };
    return wrongContractStart(write as unknown as WitnessedWrite, bounds);
  };

  test('needs every older task to have stopped, and its tag', () => {
    const later = setOf('ecs-svc/3', 'ACTIVE', { 'ecs-blue-green:release': '9-web' });
    const service = serviceOf(begun, [setOf(green, 'PRIMARY'), later]);
    const tasks = [taskOf(blue, 'STOPPED'), taskOf(green, 'RUNNING'), taskOf('ecs-svc/3', 'RUNNING')];
    expect(startIn(service, tasks)).toEqual([]);
    expect(startIn(service, [taskOf(blue, 'STOPPING')])).toHaveLength(1);
    const again = setOf('ecs-svc/3', 'ACTIVE', { 'ecs-blue-green:release': '9-rollback' });
    expect(startIn(serviceOf(begun, [setOf(green, 'PRIMARY'), again]), tasks)).toHaveLength(1);
    expect(startIn(serviceOf(null), [])).toHaveLength(1);
    expect(startIn(serviceOf(begun.replace('8.1.1', '7.1.1')), [])).toHaveLength(1);
  });

  test('is not that of another task', () => {
    expect(startIn(serviceOf(null), [taskOf(blue, 'RUNNING')], 'ecs-blue-green/x')).toEqual([]);
  });
});
