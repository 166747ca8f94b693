// Worlds with CloudWatch alarms on them.
import type { Alarm } from '../../sandbox/seeds-alarms.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Stage } from './acceptance.ts';

/** A minute of CloudWatch lasts two seconds here, and data come a second late. */
export const withAlarms = (alarms: readonly Alarm[], world: SandboxSpec = webService()): SandboxSpec => ({
  ...world,
  alarms,
  delays: { ...world.delays, minute: 2000, metrics: 1000 },
});

export const describesOf = (stage: Stage): number => stage.calls('DescribeAlarms').length;

/** What the lease says of the alarms: `<time>/<how many>/<which don't judge yet>`. */
export const notedAlarms = (stage: Stage): string =>
  / alarms=(\S+)/.exec(stage.service().tags['ecs-blue-green:lease'] ?? '')?.[1] ?? '';
