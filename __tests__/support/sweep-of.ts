import { sweepAll, type Sweeping } from '../../src/engine/sweep-all.ts';
import type { FakeAws } from './fake-aws.ts';
import { fakePorts } from './fake-ports.ts';
import { handClock, recordingRunner, type RecordingRunner } from './reporting.ts';
import { anAws } from './scenarios.ts';
import { sweepPlan } from './sweeps.ts';
import { aService } from './worlds.ts';

export interface Swept {
  readonly runner: RecordingRunner;
  readonly outputs: Record<string, string | null>;
  readonly json: {
    readonly services: readonly {
      readonly service: string;
      readonly result: string;
      readonly done: string[];
      readonly details: string[];
      readonly beyondLease: readonly { readonly words: string }[];
    }[];
    readonly closedDeployments: readonly string[];
  };
}

/** A sweep of these accounts, one a service. */
export async function sweepOf(
  accounts: Readonly<Record<string, FakeAws>>,
  changes: Partial<Sweeping> = {},
): Promise<Swept> {
  const runner = recordingRunner();
  const outputs: Record<string, string | null> = {};
  const runs = { isOver: () => Promise.resolve(true) };
  const [first] = Object.values(accounts);
  await sweepAll(
    {
      request: sweepPlan(),
      scope: {
        clusters: ['main'],
        services: Object.keys(accounts).map((service) => ({ cluster: 'main', service })),
      },
      services: {
        externalServices: () =>
          Promise.resolve({
            services: Object.keys(accounts).map((name) => ({ service: aService({ name }), sets: [] })),
            unread: [],
          }),
      },
      portsFor: ({ service, release }) => ({ ...fakePorts(accounts[service]!, release.id), runs }),
      ...{ runs, runner, github: null, environment: null, wantsComment: true, secrets: ['s3cret-value'] },
      actor: null,
      readOnlyFor: null,
      clock: handClock(fakePorts(first ?? anAws(), 'x').clock.now()),
      writeOutputs: (values) => Object.assign(outputs, values),
      ...changes,
    },
    new AbortController().signal,
  );
  return { runner, outputs, json: JSON.parse(outputs['result-json'] ?? '{}') as Swept['json'] };
}
