// Evaluates all alarms again and again, as CloudWatch does: metric alarms first, then composite ones.
import type { Settings } from '../context.ts';
import type { AlarmState } from '../alarm-state.ts';
import type { AwsState } from '../state.ts';
import { evaluate } from './evaluate.ts';
import type { Metrics } from './metrics.ts';
import { readRule } from './rule.ts';

/** A state is shown within this part of a minute of metrics. */
const looksPerMinute = 10;
const fastestMs = 100;

/** `AwsState.alarms` changes from now on. */
export function startAlarms(
  state: AwsState,
  settings: Settings,
  metrics: Metrics,
): { readonly stop: () => void } {
  const { minute: minuteMs } = settings.delays;
  const look = (): void => {
    lookAt(state, { metrics, nowMs: Date.now(), lateMs: settings.delays.metrics, minuteMs });
  };
  const timer = setInterval(look, Math.max(fastestMs, minuteMs / looksPerMinute));
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}

function lookAt({ alarms }: AwsState, sight: Parameters<typeof evaluate>[1]): void {
  for (const alarm of alarms) {
    if (alarm.kind !== 'metric') continue;
    const found = evaluate(alarm, sight);
    if (found !== null) takeState(alarm, found.value, found.reason, sight.nowMs);
  }
  lookAtComposites(alarms, sight.nowMs);
}

/** A composite alarm may refer to another one: each pass carries a change one step further. */
export function lookAtComposites(alarms: readonly AlarmState[], nowMs: number): void {
  const composites = alarms.filter((one) => one.kind === 'composite');
  for (let pass = 0; pass < composites.length; pass++)
    for (const alarm of composites) {
      const { holds } = readRule(alarm.document.AlarmRule ?? '');
      const isRed = holds((name) => alarms.find((one) => one.name === name)?.value ?? null);
      takeState(alarm, isRed ? 'ALARM' : 'OK', `The rule is ${isRed ? 'true' : 'false'}.`, nowMs);
    }
}

/** Both timestamps change with the state, and only one of them with the reason alone. */
export function takeState(
  alarm: AlarmState,
  value: AlarmState['value'],
  reason: string,
  nowMs: number,
): void {
  if (alarm.value === value && alarm.reason === reason) return;
  if (alarm.value !== value) alarm.transitionedAt = nowMs;
  alarm.updatedAt = nowMs;
  alarm.value = value;
  alarm.reason = reason;
}
