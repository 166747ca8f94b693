// The inputs of the gates that green has to pass, smoke tests before the switch and the bake after it, and of how blue ends.
import { readDrain, type Drain } from '../domain/common/tasks/drain.ts';
import type { BakeSettings, SmokeSettings } from '../domain/common/request/request.ts';
import { formatCount } from '../domain/common/values/count.ts';
import { formatDurationInput } from '../domain/common/values/duration.ts';
import { headersFrom } from './headers.ts';
import { count, listOf, seconds, webAddress, type Reader } from './reader.ts';

export function smokeFrom(reader: Reader): SmokeSettings {
  const smoke: SmokeSettings = {
    paths: pathsFrom(reader),
    url: webAddress(reader, 'test-url', { mayHaveQuery: false }),
    headers: headersFrom(reader),
    passes: count(reader, 'smoke-passes'),
    intervalSeconds: seconds(reader, 'smoke-interval'),
    timeoutSeconds: seconds(reader, 'smoke-timeout'),
  };
  const least = (smoke.passes - 1) * smoke.intervalSeconds;
  if (least >= smoke.timeoutSeconds) {
    const why = `${formatCount(smoke.passes, 'pass', 'passes')} ${formatDurationInput(smoke.intervalSeconds)} apart take longer`;
    const value = formatDurationInput(smoke.timeoutSeconds);
    reader.refuse(
      'smoke-timeout',
      value,
      `is too short: ${why}: write more than ${formatDurationInput(least)}`,
    );
  }
  return smoke;
}

export function bakeFrom(reader: Reader): BakeSettings {
  const bake: BakeSettings = {
    seconds: seconds(reader, 'bake-time'),
    probeUrl: webAddress(reader, 'production-url', { mayHaveQuery: reader.text('health-paths') === null }),
    probeIntervalSeconds: seconds(reader, 'probe-interval'),
    probeFailures: count(reader, 'probe-failures'),
  };
  const least = (bake.probeFailures - 1) * bake.probeIntervalSeconds;
  if (bake.seconds > 0 && least > bake.seconds) {
    const why = `${formatCount(bake.probeFailures, 'failed probe')} ${formatDurationInput(bake.probeIntervalSeconds)} apart take longer`;
    const advice = `write at least ${formatDurationInput(least)}, or 0 for no bake`;
    reader.refuse('bake-time', formatDurationInput(bake.seconds), `is too short: ${why}: ${advice}`);
  }
  return bake;
}

/** AWS returns no more in one call. */
const mostAlarms = 100;

export function alarmsFrom(reader: Reader): readonly string[] {
  const alarms = listOf(reader, 'alarms');
  if (alarms.length > mostAlarms)
    reader.problem(
      'alarms',
      `names ${String(alarms.length)} alarms, and at most ${String(mostAlarms)} are read: combine some in a composite alarm`,
    );
  for (const arn of alarms.filter((name) => /^arn:[\w-]+:cloudwatch:/.test(name)))
    reader.refuse('alarms', arn, `is an ARN: write the name, e.g. ${arn.slice(arn.indexOf(':alarm:') + 7)}`);
  return alarms;
}

function pathsFrom(reader: Reader): readonly string[] {
  const paths = listOf(reader, 'health-paths');
  const comma = /,/.test(reader.text('health-paths') ?? '')
    ? '. To write a path with a comma, write a JSON list, e.g. ["/items?ids=1,2"]'
    : '';
  for (const path of paths.filter((entry) => !isPath(entry))) {
    reader.refuse('health-paths', path, `is not a path: start it with /, e.g. /ready${comma}`);
  }
  return paths;
}

/** Where tasks say how many connections they have. `null`: none, or refused. */
export function connectionsFrom(reader: Reader): string | null {
  const path = reader.text('connections-path');
  if (path === null || isPath(path)) return path;
  reader.refuse('connections-path', path, 'is not a path: start it with /, e.g. /connections');
  return null;
}

const isPath = (text: string): boolean => /^\/[\x21-\x7e]*$/.test(text);

/** `null`: none, or refused. */
export function drainFrom(reader: Reader): Drain | null {
  const text = reader.text('drain');
  const drain = text === null ? null : readDrain(text);
  if (typeof drain !== 'string') return drain;
  reader.refuse('drain', text ?? '', drain);
  return null;
}
