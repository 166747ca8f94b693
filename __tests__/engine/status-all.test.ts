import { describe, expect, test } from '@jest/globals';
import { iso } from '../../src/domain/common/values/moment.ts';
import type { ListedService, ServiceTags, SetOutline } from '../../src/domain/task-sets/model/world.ts';
import { statusOfClusters } from '../../src/engine/status-all.ts';
import { PortError } from '../../src/errors.ts';
import type { ServicesPort } from '../../src/ports.ts';
import { handClock, recordingRunner, type RecordingRunner } from '../support/reporting.ts';
import { aPlan, aService, aSet, b, noon, setArn } from '../support/worlds.ts';

const hourMs = 3_600_000;
const live = aSet(2, { createdAtMs: noon - 100 * hourMs });
const blue = aSet(1, { status: 'ACTIVE', group: b, createdAtMs: noon - 200 * hourMs });
const over: ServiceTags = { blue: setArn(1), 'lease-until': iso(noon - 50 * hourMs) };

const listed = (name: string, sets: readonly SetOutline[], tags: ServiceTags = {}): ListedService => ({
  service: aService({ name, tags }),
  sets,
});
const denied = (action: string, resource: string): PortError =>
  new PortError({ kind: 'denied', action, resource, code: 'AccessDeniedException', message: 'no' });

interface Asked {
  readonly runner: RecordingRunner;
  readonly outputs: Record<string, string | null>;
  readonly json: Record<string, unknown>;
  /** The services whose tags were asked for. */
  readonly tagged: readonly string[];
}

async function statusOf(
  services: readonly ListedService[],
  changes: Partial<ServicesPort> & { readonly clusters?: never } = {},
  names: readonly string[] = ['main'],
): Promise<Asked> {
  const runner = recordingRunner();
  const outputs: Record<string, string | null> = {};
  const tagged: string[] = [];
  await statusOfClusters({
    request: aPlan({ command: 'status', service: '' }),
    scope: { clusters: names, services: [] },
    services: {
      externalServices: () => Promise.resolve({ services, unread: [] }),
      taggedSets: ({ service, sets }) => {
        tagged.push(service.name);
        return Promise.resolve(sets);
      },
      ...changes,
    },
    ...{ runner, clock: handClock(noon), secrets: [] },
    writeOutputs: (values) => Object.assign(outputs, values),
  });
  return { runner, outputs, tagged, json: JSON.parse(outputs['result-json'] ?? '{}') as Asked['json'] };
}

const words =
  'blue ecs-svc/1 (web:1) still runs 2 tasks, 8 days after it was created: its lease ended at 2026-02-27 10:00 UTC';

describe('the status of a cluster', () => {
  test('names each service that still runs an older version beyond its lease, with its age', async () => {
    const { runner, outputs, json } = await statusOf([
      listed('api', [live, blue], { ...over, 'lease-until': iso(noon + hourMs) }),
      listed('web', [live, blue], over),
    ]);
    expect([outputs['result'], outputs['reason-code']]).toEqual(['status', 'status']);
    expect(json['message']).toBe(
      '2 services with the deployment controller EXTERNAL in cluster main: 1 service still runs a version beyond its lease: service web in cluster main. Run the command sweep for it.',
    );
    expect(json['services']).toMatchObject([
      { service: 'api', taskSets: 2, beyondLease: [] },
      { service: 'web', taskSets: 2, beyondLease: [{ revision: 'web:1', running: 2, words }] },
    ]);
    expect(runner.lines).toContain(`service web in cluster main: ${words}`);
    expect(runner.summaries[0]).toContain(`| \`web\` | \`main\` | ${words} |`);
    expect(runner.annotations.map(({ title }) => title)).toEqual(['Beyond its lease']);
    expect(runner.failures).toEqual([]);
  });

  test('is a success without a warning where nothing is, and asks for no tags of a service with one task set', async () => {
    const { runner, json, tagged } = await statusOf([
      listed('api', [live]),
      listed('web', [live, { ...blue, status: 'DRAINING', running: 0 }], over),
    ]);
    expect(json['message']).toBe(
      '2 services with the deployment controller EXTERNAL in cluster main: none runs a version beyond its lease.',
    );
    expect([runner.annotations, runner.failures, tagged]).toEqual([[], [], []]);
  });

  test('names task sets in deletion whose tasks still run, without a warning: nothing is wrong with them', async () => {
    const shielded: SetOutline = { ...blue, status: 'DRAINING', running: 1, updatedAtMs: noon - 2 * hourMs };
    const { runner, json, tagged } = await statusOf([listed('api', [live]), listed('web', [live, shielded])]);
    const sentence = expect.stringMatching(
      /^the deletion of ecs-svc\/1 \(web:1\) began at 10:00 UTC or earlier, and 1 task of it still runs, as a protected task/,
    );
    expect(json['services']).toMatchObject([{ deleting: [] }, { beyondLease: [], deleting: [sentence] }]);
    expect(json['message']).toBe(
      '2 services with the deployment controller EXTERNAL in cluster main: none runs a version beyond its lease. ' +
        'Tasks of a task set that is being deleted still run in service web in cluster main.',
    );
    expect(runner.lines[0]).toMatch(/^service web in cluster main: the deletion of ecs-svc\/1/);
    expect(runner.summaries[0]).toMatch(
      /Being deleted \|[^]*\| `web` \| `main` \| the deletion of ecs-svc\/1/,
    );
    expect([runner.annotations, runner.failures, tagged]).toEqual([[], [], []]);
  });

  test('goes on without a service whose task sets can not be read, names it, and fails', async () => {
    const { runner, outputs, json } = await statusOf(
      [listed('odd', [live, blue], over), listed('web', [live, blue], over)],
      {
        taggedSets: ({ service, sets }) =>
          service.name === 'odd'
            ? Promise.reject(denied('ecs:DescribeTaskSets', 'odd'))
            : Promise.resolve(sets),
      },
    );
    expect([outputs['result'], outputs['reason-code']]).toEqual(['failed', 'reads-failed']);
    expect(json['services']).toMatchObject([{ service: 'web', beyondLease: [{ words }] }]);
    expect(json['unread']).toMatchObject([
      { cluster: 'main', service: 'odd', why: expect.stringContaining('ecs:DescribeTaskSets') },
    ]);
    expect(runner.failures[0]?.message).toContain(
      'Not everything could be read: service odd in cluster main',
    );
    expect(runner.failures[0]?.message).toContain(words);
  });

  test('names a cluster that can not be listed, and a service that could not be described', async () => {
    const { json, runner } = await statusOf(
      [],
      {
        externalServices: (cluster) =>
          cluster === 'main'
            ? Promise.resolve({ services: [], unread: [{ service: 'odd', why: 'ecs:DescribeServices: X' }] })
            : Promise.reject(denied('ecs:ListServices', cluster)),
      },
      ['main', 'arn:aws:ecs:eu-west-1:123456789012:cluster/jobs'],
    );
    expect(json['unread']).toMatchObject([
      { cluster: 'main', service: 'odd' },
      { cluster: 'jobs', service: null },
    ]);
    expect(runner.failures[0]?.message).toContain('the services of cluster jobs (ecs:ListServices');
  });
});
