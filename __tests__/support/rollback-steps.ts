// What the acceptance tests of rollback look at: the requests before the first rule write, and its tags.
import type { RecordedCall } from '../../sandbox/recorder.ts';
import type { ServiceTagName } from '../../src/domain/task-sets/model/world.ts';
import type { Stage } from './acceptance-stage.ts';
import { factsOn } from './tag-facts.ts';

const isRuleWrite = ({ operation }: RecordedCall): boolean =>
  operation === 'ModifyRule' || operation === 'ModifyListener';

/** How long each answer takes while requests are counted: it separates requests in sequence from parallel requests. */
export const slowMs = 500;

/**
 * The longest row of requests, each sent after the answer of the one before, until the first rule was written (that
 * write not counted): what a rollback waits for, however fast AWS answers. Needs answers that take `slowMs`.
 */
export function rowBeforeRules(stage: Stage, since: number): readonly string[] {
  const calls = stage.calls().filter(({ seq }) => seq > since);
  const first = calls.find(isRuleWrite);
  if (first === undefined) return ['no rule was written'];
  const before = calls.filter(({ seq, answeredAt }) => seq < first.seq && answeredAt !== null);
  const rows = new Map<RecordedCall, readonly string[]>();
  for (const call of before) {
    const earlier = before.filter(({ answeredAt }) => answeredAt !== null && answeredAt <= call.at);
    rows.set(call, [...longest(earlier.map((one) => rows.get(one) ?? [])), call.operation]);
  }
  return longest([...rows.values()]);
}

const longest = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.reduce((best, row) => (row.length > best.length ? row : best), []);

export const tagOf = (stage: Stage, name: ServiceTagName): string | undefined =>
  factsOn(stage.service())[name];

export const lastSeq = (stage: Stage): number => stage.calls().at(-1)?.seq ?? 0;
