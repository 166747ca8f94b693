// How users left the version that fails in a rollback by hand: how often the run looked before it had moved traffic, for
// how long it made no call, and what was lost after that. None of it depends on how fast the machine is.
import type { PassedCall } from '../../sandbox/between/between.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Stage } from '../support/acceptance-stage.ts';
import { isAllOn } from '../support/serving.ts';
import { faultKinds } from './fault-kinds.ts';
import type { FaultName } from './fault-kinds.ts';

export interface Move {
  /** How often the service was read before all of production had moved. */
  readonly looks: number;
  /** In all gaps between calls that are longer than the loop waits after a look that failed. */
  readonly pausedMs: number;
  /** What users lost although all of production had moved, and their node had picked that up. */
  readonly lostAfter: number;
}

interface Moved {
  /** When the last rule was written that gave the group traffic; infinite: production never moved. */
  readonly atMs: number;
  readonly lostAfter: number;
}

/**
 * Watches for the moment when all of production goes to the group. What a node gets later that has picked up all rules is
 * lost or not, whoever gets it then.
 */
export function watchMove(
  stage: Pick<Stage, 'group' | 'rule'> & {
    readonly sandbox: Pick<Sandbox, 'calls' | 'onRequest' | 'onWrite'>;
  },
  groupName: string,
): () => Moved {
  const group = stage.group(groupName).arn;
  let [writtenMs, atMs, lostAfter] = [0, Number.POSITIVE_INFINITY, 0];
  stage.sandbox.onWrite((seq) => {
    if (givesTraffic(stage.sandbox.calls()[seq - 1]?.request ?? {}, group)) writtenMs = Date.now();
  });
  stage.sandbox.onRequest(({ isBehind, isLost }) => {
    if (isBehind) return;
    if (!Number.isFinite(atMs) && isAllOn(stage, groupName)) atMs = writtenMs;
    if (!Number.isFinite(atMs)) return;
    void isLost.then((is) => {
      if (is) lostAfter += 1;
    });
  });
  return () => ({ atMs, lostAfter });
}

interface ForwardLike {
  readonly ForwardConfig?: {
    readonly TargetGroups?: readonly { readonly TargetGroupArn?: string; readonly Weight?: number }[];
  };
}

/** Whether this is a rule write that sends users to the group. */
export const givesTraffic = (
  request: Readonly<Record<string, unknown>>,
  group: string | undefined,
): boolean =>
  ((request['Actions'] ?? request['DefaultActions'] ?? []) as readonly ForwardLike[])
    .flatMap((action) => action.ForwardConfig?.TargetGroups ?? [])
    .some((one) => one.TargetGroupArn === group && (one.Weight ?? 1) > 0);

/** How long the loop waits at most before it looks again, if a look failed; and some time to send it. */
const longestWaitMs = 3000;

const looksBy = ['DescribeServices', 'DescribeTaskSets'] as const;

/** `commands`: the calls of each command until then. `fromMs`: looks and pauses before it don't count. */
export function moveOf(
  commands: readonly (readonly PassedCall[])[],
  { atMs, lostAfter }: Moved,
  fromMs: number,
): Move {
  const until = commands.map((calls) =>
    calls.filter(({ protocol, at }) => protocol !== 'github' && at <= atMs).toSorted((a, b) => a.at - b.at),
  );
  const counted = until.flat().filter(({ at, disturbedBy }) => at >= fromMs && disturbedBy === null);
  const looks = Math.max(...looksBy.map((one) => counted.filter(({ name }) => name === one).length));
  const pausedMs = until.flatMap((calls) => gapsIn(calls, fromMs)).reduce((sum, ms) => sum + ms, 0);
  return { looks, pausedMs, lostAfter };
}

const gapsIn = (calls: readonly PassedCall[], fromMs: number): readonly number[] =>
  calls
    .slice(1)
    .map(({ at }, index) => at - Math.max(fromMs, calls[index]?.at ?? at))
    .filter((ms) => ms > longestWaitMs);

/** A fault of a time can't be helped until it is over. Of single calls, all that follows counts. */
export function faultOver(calls: readonly PassedCall[], fault: FaultName): number {
  const { forMs } = faultKinds[fault];
  const first = calls.find(({ disturbedBy }) => disturbedBy !== null);
  return forMs === null || first === undefined ? 0 : first.at + forMs;
}
