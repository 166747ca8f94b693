// The read of alarms: part of an observation only for a run that was given some.
import type { AlarmsView } from '../../domain/common/alarms/view.ts';
import { needsAlarms } from '../../domain/task-sets/alarms/judged.ts';
import type { Memory } from '../../domain/task-sets/model/memory.ts';
import type { World } from '../../domain/task-sets/model/world.ts';
import type { At } from '../observe-parts.ts';
import type { Dated } from '../part-reader.ts';

/** What was known stays once nothing is judged by it any more. */
export const readAlarms = (
  { ports, request, read }: At,
  memory: Memory,
  last: World | null,
): Promise<Dated<AlarmsView | null>> =>
  read('alarms', { of: ({ alarms }) => alarms, otherwise: { value: null } }, async () => {
    if (ports.alarms === undefined || !needsAlarms(request, memory)) return last?.alarms ?? null;
    const alarms = await ports.alarms.readAlarms(request.alarms);
    return { alarms, skewMs: ports.timing.skewMs() ?? 0 };
  });
