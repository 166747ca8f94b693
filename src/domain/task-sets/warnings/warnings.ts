// What a release should know of its surroundings, and may go on with.
import { traitsOf } from '../../common/request/commands.ts';
import type { Scene } from '../roles/scene.ts';
import { alarmWarnings } from './alarms.ts';
import { attributeWarnings } from './attributes.ts';
import { capacityWarnings } from './capacity.ts';
import type { Warning } from '../preflight/finding.ts';
import { contractWarnings } from './contract.ts';
import { healthCheckWarnings } from './health-checks.ts';
import { migrationWarnings } from './migrations.ts';
import { runnerWarnings } from './runner.ts';
import { sweepWarnings } from './sweeps.ts';
import { timingWarnings } from './timing.ts';
import { workerWarnings } from './workers.ts';
import { zoneWarnings } from '../preflight/zones.ts';

/** Not for a rollback, whose log has to be short. */
export function preflightWarnings(scene: Scene): readonly Warning[] {
  const { request } = scene;
  const { isRelease, rollsBack } = traitsOf(request);
  if (!isRelease || rollsBack) return [];
  const found = [
    ...healthCheckWarnings(scene),
    ...attributeWarnings(scene),
    ...timingWarnings(scene),
    ...zoneWarnings(scene),
    ...capacityWarnings(scene),
    ...workerWarnings(scene),
    ...alarmWarnings(scene),
    ...runnerWarnings(scene),
    ...sweepWarnings(scene),
    ...contractWarnings(scene),
    ...migrationWarnings(scene),
  ];
  return found.filter(({ code }) => !request.ignored.includes(code));
}

/** With its code, which `ignore` takes. */
export const formatWarning = ({ code, sentence }: Warning): string => `${code}: ${sentence}`;
