// What the label is for: a task set that a rollback has given it is not deleted while that rollback's rules may land (ADR 40).
import type { Request } from '../../src/domain/common/request/request.ts';
import { isSameRule, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { FakeAws } from './fake-aws.ts';
import { nameOf, type FakeSet } from './fake-state.ts';
import { setArn } from './worlds.ts';

interface Labelled {
  readonly runId: number;
  readonly n: number;
  readonly atMs: number;
}

/** Judges each write as it lands. Nothing excuses a violation: the rollback had done what it can. */
export function labelJudge(aws: FakeAws): (request: Request, write: Write) => readonly string[] {
  const labelled: Labelled[] = [];
  const hasLabelled = (set: FakeSet, runId: number | null, untilMs: number): boolean =>
    labelled.some((one) => one.n === set.n && (runId === null || one.runId === runId) && one.atMs < untilMs);
  return ({ command, release: { runId } }, write) => {
    const { sets, rules } = aws.state;
    if (write.kind === 'label' && command === 'rollback') {
      const set = sets.find(({ n }) => setArn(n) === write.set);
      if (set?.deletedAtMs === null) labelled.push({ runId, n: set.n, atMs: aws.nowMs });
    }
    if (write.kind === 'delete')
      return sets
        .filter((set) => setArn(set.n) === write.set && set.status !== 'PRIMARY' && set.deletedAtMs === null)
        .filter(({ group }) => rules.some((rule) => weightOf(rule, group) > 0))
        .filter((set) => hasLabelled(set, null, aws.nowMs))
        .map((set) => `1: deletes live ${nameOf(set)}, which a rollback had given the label`);
    if (write.kind !== 'write-rule') return [];
    const now = rules.find(({ ref }) => isSameRule(ref, write.rule.ref));
    const isGaining = ({ group }: FakeSet): boolean =>
      now !== undefined && weightOf({ ...now, actions: write.actions }, group) > weightOf(now, group);
    return sets
      .filter((set) => set.deletedAtMs !== null && isGaining(set))
      .filter((set) => hasLabelled(set, runId, set.deletedAtMs ?? 0))
      .map((set) => `1: sends traffic to ${nameOf(set)}, deleted after this rollback had given it the label`);
  };
}
