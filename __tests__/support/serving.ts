// Who serves production in the usual world. Nothing here needs a test runner: scripts look at it as well.
import type { Stage } from './acceptance-stage.ts';

/** The rules that production comes through in the usual world. */
export const productionRules = ['http:default', 'shop', 'https:default', 'login'] as const;

/** Whether all of production goes to this group. */
export const isAllOn = (stage: Pick<Stage, 'rule'>, group: string): boolean =>
  productionRules.every((name) => {
    const { weights } = stage.rule(name);
    return Object.entries(weights).every(([one, weight]) => weight > 0 === (one === group));
  });

/** Users get their answers from this version alone. */
export async function servedOnlyBy(stage: Stage, version: string): Promise<void> {
  const { traffic } = stage;
  if (traffic === null) throw new Error('the case has no users');
  const after = traffic.snapshot().lastSecond?.t ?? 0;
  await traffic.waitUntil(({ lastSecond }) => {
    const seen = Object.keys(lastSecond?.versions ?? {});
    return (lastSecond?.t ?? 0) > after && seen.length === 1 && seen[0] === version;
  }, 60_000);
}
