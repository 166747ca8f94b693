// Folds what a step brought into memory.
import { evolveProbes } from '../../common/probes/evolve-probes.ts';
import type { Probed } from '../../common/probes/probe-memory.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import type { Memory } from '../model/memory.ts';
import { isSameInAnyDirection, ruleKey, writeKey } from '../model/write-key.ts';
import { isRollback, isWrite, type Step, type Write } from '../model/step.ts';
import type { TaskSetArn, World } from '../model/world.ts';
import { sceneOf } from '../roles/scene.ts';
import { evolveAccepted } from './reverted.ts';
import { describeSwept } from './sweep.ts';
import { evolveTrouble } from './trouble-verdict.ts';

/** What acting on a step brought. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'registered'; readonly revision: TaskDefinitionArn }
  | { readonly kind: 'created'; readonly set: TaskSetArn }
  | { readonly kind: 'probed'; readonly answers: readonly Probed[] }
  | { readonly kind: 'failed'; readonly trouble: Trouble };

/** A step that was carried out: the world that it was decided on, and what it brought. */
export interface Acted {
  readonly request: Request;
  readonly world: World;
  readonly step: Step;
  readonly outcome: Outcome;
  /** After the act. */
  readonly nowMs: number;
}

/** Folds an outcome into memory. */
export function evolveOutcome(before: Memory, acted: Acted): Memory {
  const { request, world, step, outcome, nowMs } = acted;
  const { act, aim } = step;
  const idleSinceMs = aim === 'idle' ? (before.idleSinceMs ?? world.nowMs) : null;
  const memory: Memory = { ...before, idleSinceMs, swept: evolveSwept(before, acted) };
  if (act.kind === 'probe')
    return outcome.kind === 'probed'
      ? {
          ...memory,
          ...evolveProbes(request, memory, { purpose: act.purpose, answers: outcome.answers, nowMs }),
        }
      : memory;
  if (!isWrite(act)) return memory;
  const rollback = evolveRollback(memory, acted);
  if (outcome.kind === 'failed')
    return evolveTrouble(
      sceneOf(request, world, memory),
      { ...memory, ...rollback },
      { write: act, trouble: outcome.trouble, nowMs, isRollback: isRollback(step) },
    );
  return {
    ...memory,
    ...(aim === 'restore-drift' && act.kind === 'write-rule' ? evolveRestored(memory, act.rule, nowMs) : {}),
    // The success of another write says nothing about the one that keeps failing.
    trouble: isTroubleOf(memory, act) ? null : memory.trouble,
    isPreflightPassed: memory.isPreflightPassed || !isRollback(step),
    ...evolveWritten(memory, act, acted),
    accepted: evolveAccepted(memory, act, acted),
    ...rollback,
  };
}

const isTroubleOf = ({ trouble }: Memory, write: Write): boolean =>
  trouble !== null && isSameInAnyDirection(trouble.key, writeKey(write));

/** A write without an answer may have been carried out. */
const mayBeDone = ({ outcome }: Acted): boolean =>
  outcome.kind !== 'failed' || outcome.trouble.kind === 'lost';

const evolveRollback = (memory: Memory, acted: Acted): Partial<Memory> =>
  acted.step.aim === 'restore-traffic' && acted.step.act.kind === 'write-rule' && mayBeDone(acted)
    ? { rollbackWrittenMs: acted.nowMs, rollbackBegunMs: memory.rollbackBegunMs ?? acted.nowMs }
    : {};

/** Each thing that a sweep did, once, however often it was sent. */
function evolveSwept({ swept }: Memory, acted: Acted): readonly string[] {
  const { finishesOthers } = traitsOf(acted.request);
  const done = finishesOthers && mayBeDone(acted) ? describeSwept(acted.step) : null;
  return done === null || swept.includes(done) ? swept : [...swept, done];
}

/** A rule that was returned to green is always reported at the end. */
const evolveRestored = (memory: Memory, rule: RuleView, nowMs: number): Partial<Memory> => ({
  restored: [
    ...memory.restored,
    { key: ruleKey(rule), rule: formatRule(rule), driftMs: memory.driftSinceMs ?? nowMs },
  ],
});

function evolveWritten(memory: Memory, write: Write, { outcome, nowMs, step }: Acted): Partial<Memory> {
  const pending = { pending: { write, atMs: nowMs } };
  if (outcome.kind === 'registered') return { registered: outcome.revision };
  if (outcome.kind === 'created') return { ...pending, created: { set: outcome.set, atMs: nowMs } };
  if (write.kind === 'tag-service' && write.tags.fence !== undefined)
    return { fence: { value: write.tags.fence, writtenAtMs: nowMs, isHeld: false } };
  if (write.kind === 'label' && isRollback(step))
    return { ...pending, rollbackLabelSinceMs: memory.rollbackLabelSinceMs ?? nowMs };
  if (write.kind === 'write-rule' && isRollback(step))
    return { ...pending, rulesRolledBack: [...new Set([...memory.rulesRolledBack, ruleKey(write.rule)])] };
  if (write.kind === 'label') return { ...pending, hasLabelledGreen: true };
  if (write.kind === 'tag-service' && write.tags.scaling !== undefined)
    return { ...pending, scalingBefore: write.tags.scaling };
  return pending;
}
