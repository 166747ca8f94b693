// What a demo prints at its end.
import colors from 'picocolors';
import type { SummaryLine } from '../meter/lines.ts';
import type { ActionResult } from '../runner/run-action.ts';
import type { Sandbox } from '../sandbox.ts';

export const heading = (text: string): void => {
  console.log(`\n${colors.bold(text)}`);
};

const row = (name: string, value: string): void => {
  console.log(`  ${name.padEnd(22)} ${value}`);
};

export function printTraffic(summary: SummaryLine): void {
  const { sent, answered, failed, slowestMs, p50Ms, p99Ms, versions, webSockets, seconds } = summary;
  row(
    'requests',
    `${String(sent)} sent, ${String(answered)} answered, ${formatFailed(failed)} in ${seconds.toFixed(0)} s, no retries`,
  );
  row(
    'latency',
    `half within ${p50Ms.toFixed(0)} ms, 99 % within ${p99Ms.toFixed(0)} ms, slowest ${slowestMs.toFixed(0)} ms`,
  );
  for (const [version, seen] of Object.entries(versions))
    row(
      `answers of ${version}`,
      `${String(seen.answers)}, from ${second(seen.firstSeenAt)} to ${second(seen.lastSeenAt)}`,
    );
  const closed = Object.entries(webSockets.closedByServer).map(
    ([code, count]) => `${String(count)} closed by the server (${code})`,
  );
  row(
    'web sockets',
    [
      `${String(webSockets.opened)} opened`,
      `${String(webSockets.echoed)} of ${String(webSockets.messagesSent)} messages echoed`,
      ...closed,
      ...(webSockets.reconnections === 0
        ? []
        : [
            `${String(webSockets.reconnections)} came back, at most ${String(webSockets.mostReconnectionsInASecond)} in a second`,
          ]),
    ].join(', '),
  );
}

const formatFailed = (failed: number): string =>
  failed === 0 ? colors.green('0 failed') : colors.red(`${String(failed)} failed`);

const second = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export function printRun({ outputs, seconds }: ActionResult, sandbox: Sandbox): void {
  row('result', `${outputs['result'] ?? '?'} (${outputs['reason-code'] ?? '?'}), ${seconds.toFixed(0)} s`);
  const timings = JSON.parse(outputs['timings'] || '{}') as Record<string, number>;
  row(
    'seconds per phase',
    Object.entries(timings)
      .map(([phase, s]) => `${phase} ${s.toFixed(1)}`)
      .join(', '),
  );
  const calls = sandbox.calls();
  const writes = calls.filter(({ isWrite }) => isWrite).map(({ operation }) => operation);
  row(
    'AWS calls',
    `${String(calls.length - writes.length)} reads, ${String(writes.length)} writes: ${counted(writes)}`,
  );
}

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} ×${String(count)}`)).join(', ');
}

/** Prints the Markdown of the comment as the pull request shows it now. */
export function printComment(sandbox: Sandbox): void {
  heading('The comment on the pull request');
  for (const { body } of sandbox.github.state().comments)
    console.log(
      body
        .split('\n')
        .map((line) => `  ${colors.dim('│')} ${line}`)
        .join('\n'),
    );
}

/** Prints each promise with a mark. True if all are kept. */
export function judge(promises: readonly (readonly [isKept: boolean, what: string])[]): boolean {
  heading('Promises');
  for (const [isKept, what] of promises)
    console.log(`  ${isKept ? colors.green('✔') : colors.red('✘')} ${what}`);
  return promises.every(([isKept]) => isKept);
}
