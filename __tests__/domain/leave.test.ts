// What a pasted command leaves of a rule: ELB accepts it, and no holder of a cookie stays on the group that it leaves.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { leave } from '../../src/domain/common/load-balancer/leave.ts';
import { forwardOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Stickiness, TargetGroupView } from '../../src/domain/common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import { a, aForward, aGroup, aRule, b, c } from '../support/worlds.ts';

type Weighted = readonly (readonly [TargetGroupArn, number])[];
const forms: readonly Weighted[] = [
  [[a, 100]],
  [[a, 100], [b, 0]],
  [[a, 60], [b, 40]],
  [[b, 0], [a, 70], [c, 30]],
  [[a, 70], [c, 30]],
  [[a, 0], [b, 0]],
]; // prettier-ignore
const stickiness: readonly (Stickiness | null)[] = [
  null,
  { enabled: false, durationSeconds: null },
  { enabled: false, durationSeconds: 300 },
  { enabled: true, durationSeconds: 300 },
];
const own: readonly (readonly TargetGroupArn[])[] = [[], [a], [b], [c], [a, b], [a, b, c]];
const yesNo = [true, false];

const cases = forms.flatMap((weights) =>
  stickiness.flatMap((before) =>
    own.flatMap((withOwn) =>
      yesNo.flatMap((isRead) =>
        yesNo.flatMap((hasCookies) => yesNo.map((isKept) => ({ weights, before, withOwn, isRead, hasCookies, isKept }))),
      ),
    ),
  ),
); // prettier-ignore

/** As ELB judges it, whatever the action knows. */
const wouldRefuse = (
  groups: readonly TargetGroupArn[],
  isSticky: boolean,
  withOwn: readonly TargetGroupArn[],
): boolean => groups.length > 1 && !isSticky && groups.some((group) => withOwn.includes(group));

test('a pasted command is accepted, gives all of the weight, and leaves no holder of a cookie behind', () => {
  let seen = 0;
  for (const { weights, before, withOwn, isRead, hasCookies, isKept } of cases) {
    const held = weights.map(([group]) => group);
    // A rule that ELB would not have accepted can't be there.
    if (wouldRefuse(held, before?.enabled === true, withOwn)) continue;
    seen += 1;
    const views = [a, b, c].map((arn): TargetGroupView => aGroup(arn, { isSticky: isRead ? withOwn.includes(arn) : null })); // prettier-ignore
    const rule = aRule([], { actions: [aForward(weights, { stickiness: before })] });
    const actions = leave(rule, { from: a, to: b, hasCookies, isKept }, views);
    const after = forwardOf({ ...rule, actions });
    const isSticky = after?.stickiness?.enabled === true;
    const names = after?.groups.map(({ group }) => group) ?? [];
    const what = JSON.stringify({ weights, before, withOwn, isRead, hasCookies, isKept, after });
    const weight = (group: TargetGroupArn): number =>
      after?.groups.find((one) => one.group === group)?.weight ?? 0;
    expect([what, wouldRefuse(names, isSticky, withOwn)]).toEqual([what, false]);
    expect([what, weight(a) === 0 && weight(b) > 0]).toEqual([what, true]);
    expect([what, weight(c)]).toEqual([what, weights.find(([group]) => group === c)?.[1] ?? 0]);
    const isLed = hasCookies || before?.enabled === true;
    expect([what, isLed && names.includes(a) && (isSticky || !isKept)]).toEqual([what, false]);
  }
  expect(seen).toBeGreaterThan(300);
});

describe('a pasted command', () => {
  const views = (isSticky: boolean | null): TargetGroupView[] =>
    [a, b, c].map((arn) => aGroup(arn, { isSticky }));
  const off = { enabled: false, durationSeconds: 300 };
  const on = { enabled: true, durationSeconds: 300 };
  const both: Weighted = [[a, 100], [b, 0]]; // prettier-ignore
  const moved: Weighted = [[a, 0], [b, 100]]; // prettier-ignore
  const plain = { hasCookies: false, isKept: false };
  test.each([
    ['changes only weights where nobody holds a cookie', both, off, views(false), plain, moved, off],
    ['knows a group as plain that shares a rule without sessions', both, off, views(null), plain, moved, off],
    ['keeps a rollback target in the rule', both, on, views(false), { ...plain, isKept: true }, moved, off],
    ['takes it out where ELB asks for that', both, on, views(true), { ...plain, isKept: true }, [[b, 100]], off], // prettier-ignore
    ['leaves one group where a group is sticky itself', [[a, 1]], off, views(true), plain, [[b, 1]], off],
    ['leaves one group where that is not known', [[a, 1]], off, views(null), plain, [[b, 1]], off],
    ['takes the group of old cookies out', both, off, views(false), { ...plain, hasCookies: true }, [[b, 100]], off], // prettier-ignore
  ] as const)('%s', (_what, weights, before, groups, how, left, after) => {
    const rule = aRule([], { actions: [aForward(weights, { stickiness: before })] });
    expect(leave(rule, { from: a, to: b, ...how }, groups)).toEqual([aForward(left, { stickiness: after })]);
  });
});

const root = join(import.meta.dirname, '../../src/domain/task-sets');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8')] as const);

describe('commands that may turn off stickiness', () => {
  /** These hand the commands on. The findings of a plan say it. */
  const others = ['sessions/by-hand.ts', 'reset/stray.ts', 'dry-run/plan.ts'];
  const printing = sources.filter(
    ([name, text]) =>
      /\b(?:byHand|repairByHand|toBlue|toGreen)\(|\bbyHand\.commands\b/.test(text) && !others.includes(name),
  );

  test('are printed in more than ten places', () => {
    expect(printing.length).toBeGreaterThan(10);
  });

  test.each(printing)('%s says so', (_name, text) => {
    const code = text.replaceAll(/^import [^;]*;$/gm, '');
    expect(code).toMatch(/\bnote\b|\brepairAdvice\(/);
  });

  test('are made in one place, which knows what cookies allow', () => {
    const makers = sources.filter(([, text]) => /\bhandCommand\b|'modify-(?:rule|listener)'/.test(text));
    expect(makers.map(([name]) => name)).toEqual(['sessions/by-hand.ts']);
  });
});
