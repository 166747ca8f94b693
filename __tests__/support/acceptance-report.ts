// The report of a failed case: the bundle's log, every call except successful reads, the events, the lost requests.
import type { Traffic } from '../../sandbox/meter/spawn.ts';
import type { RecordedCall } from '../../sandbox/recorder.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

interface RunLog {
  readonly inputs: Readonly<Record<string, string>>;
  readonly log: () => string;
}

/** For people: what there is to know about a case that failed. */
export function stageReport(sandbox: Sandbox, runs: readonly RunLog[], traffic: Traffic | null): string {
  const calls = sandbox.calls();
  const startMs = calls[0]?.at ?? 0;
  const shown = calls.filter(({ isWrite, outcome }) => isWrite || outcome !== 'ok');
  return [
    ...runs.map((run, index) => `── run ${index + 1} ${JSON.stringify(run.inputs)}\n${run.log()}`),
    '── writes, and calls that went wrong',
    ...shown.map((call) => describeCall(call, startMs)),
    '── service',
    ...sandbox
      .world()
      .services.flatMap((service) => [
        `${service.name} ${JSON.stringify(service.tags)}`,
        ...service.taskSets.map((set) => `  ${JSON.stringify(set)}`),
        ...service.events.slice(0, 12).map((event) => `  ${event}`),
      ]),
    '── rules',
    ...sandbox.world().rules.map(({ name, weights }) => `  ${name} ${JSON.stringify(weights)}`),
    '── users',
    JSON.stringify(traffic === null ? null : lossesOf(traffic)),
  ].join('\n');
}

function describeCall(call: RecordedCall, startMs: number): string {
  const at = ((call.at - startMs) / 1000).toFixed(2).padStart(7);
  const error = call.errorCode === null ? '' : ` ${call.errorCode}: ${call.errorMessage ?? ''}`;
  const request = JSON.stringify(call.request).slice(0, 300);
  return `${at}s #${call.seq} ${call.operation} ${call.outcome}${error} ${request}`;
}

function lossesOf(traffic: Traffic): unknown {
  const { sent, answered, failed, versions, failures } = traffic.snapshot();
  return { sent, answered, failed, versions, failures };
}
