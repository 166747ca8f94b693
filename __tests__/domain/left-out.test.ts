// What ECS didn't keep of what was sent to be registered.
import { describe, expect, test } from '@jest/globals';
import { isLeftOutOnly, leftOutOf } from '../../src/domain/common/revision/diff.ts';
import type { JsonObject } from '../../src/domain/common/values/json.ts';

const sent: JsonObject = {
  family: 'web',
  cpu: '1 vCPU',
  quantum: { mode: 'fast', depth: { a: 1, b: 2 } },
  volumes: [],
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:v2',
      essential: true,
      enviroment: [{ name: 'LEVEL', value: 'info' }],
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
      portMappings: [{ containerPort: 8080, hostPort: 8080, spin: 'up' }],
      dockerLabels: { team: '' },
    },
  ],
  networkMode: 'awsvpc',
};

/** As ECS completes and orders it, without members that it doesn't know. */
const registered: JsonObject = {
  family: 'web',
  cpu: '1024',
  revision: 7,
  status: 'ACTIVE',
  volumes: [],
  placementConstraints: [],
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:v2',
      cpu: 0,
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      mountPoints: [],
      portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
      dockerLabels: { team: '' },
    },
  ],
  networkMode: 'awsvpc',
};

describe('what ECS left out', () => {
  test('is named by its outermost member', () => {
    expect(leftOutOf(sent, registered)).toEqual([
      'containerDefinitions.web.enviroment',
      'containerDefinitions.web.portMappings.8080.spin',
      'quantum',
    ]);
    expect(isLeftOutOnly(sent, registered)).toBe(true);
  });

  test('is nothing if ECS only completed, sorted or rewrote the content', () => {
    expect(leftOutOf(sent, { ...sent, ...registered, quantum: sent['quantum'] ?? null })).toEqual([
      'containerDefinitions.web.enviroment',
      'containerDefinitions.web.portMappings.8080.spin',
    ]);
    expect(leftOutOf(sent, sent)).toEqual([]);
    expect(isLeftOutOnly(sent, sent)).toBe(true);
  });

  test('is not all if a value differs, or if more is registered', () => {
    expect(isLeftOutOnly(sent, { ...registered, networkMode: 'host' })).toBe(false);
    expect(isLeftOutOnly(sent, { ...registered, pidMode: 'task' })).toBe(false);
  });
});
