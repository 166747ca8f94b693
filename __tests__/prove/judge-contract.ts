// Judges contracts: what may run when one begins, and what may not happen once it has.
import type { RunTask } from '../../src/domain/common/one-off-tasks/task.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import { isSameRule } from '../../src/domain/common/load-balancer/traffic.ts';
import { revision } from '../support/names.ts';
import { ruleRefs, weightsIn } from './account.ts';
import { present, type Situation } from './goals.ts';
import { migrationMs, stoppingMs } from './observation.ts';
import { countOf, healthyOf, isVanished, type SetState } from './set-state.ts';

export function judgeContract(situation: Situation, write: Write): readonly string[] {
  if (write.kind === 'run-task' && write.request.purpose === 'contract')
    return wrongStart(situation, write.request);
  if (write.kind === 'stop-task')
    return situation.account.contracts.some(({ arn }) => arn === write.task) ? ['stops a contract'] : [];
  if (write.kind === 'create-green') return wrongReRelease(situation);
  return write.kind === 'write-rule' ? wrongReturn(situation, write) : [];
}

/** Why a command may say that a contract is not done: nobody can know of it, it may not begin, or it runs on. */
export function isContractOpen({ account, nowMs }: Situation, reason: Step['reason']): boolean {
  const planning = account.sets.filter(({ more }) => more.contract !== undefined);
  const [set] = planning.filter(({ deletedAtMs }) => deletedAtMs === null);
  if (set === undefined) return false;
  const isAlone = account.sets.every((one) => one.n >= set.n || isVanished(one, nowMs - stoppingMs));
  return (
    (reason === 'contract-unknown' && account.isWiped) ||
    (reason === 'contract-not-started' && (!isAlone || healthyOf(set, nowMs) < countOf(set))) ||
    (reason === 'contract-goes-on' &&
      account.contracts.some(({ createdAtMs }) => nowMs - (createdAtMs ?? 0) < migrationMs))
  );
}

const ranBy = (revisionOfTask: string) => (set: SetState) => revision(set.n) === revisionOfTask;

/** Tasks of a set run on for a while after it has vanished. */
function wrongStart({ account, nowMs }: Situation, { taskDefinition, tryId }: RunTask): string[] {
  const own = account.sets.find(ranBy(taskDefinition));
  const older = account.sets.filter(
    (set) => set !== own && set.n < (own?.n ?? Infinity) && !isVanished(set, nowMs - stoppingMs),
  );
  const others = [...account.contracts, ...account.migrations].filter((task) => task.tryId !== tryId);
  const running = others.filter(({ createdAtMs }) => nowMs - (createdAtMs ?? 0) < migrationMs);
  const twice = account.contracts.filter(
    (task) => task.tryId !== tryId && task.taskDefinition === taskDefinition,
  );
  return [
    ...(older.length > 0 ? ['a contract begins while an older task set runs'] : []),
    ...(running.length > 0 ? ['a contract begins while another migration runs'] : []),
    ...(twice.length > 0 ? ['a contract begins again without an answer of a person'] : []),
    ...(account.tags.contract?.startsWith(`try=${tryId} `) === true
      ? []
      : ['a contract begins without a tag that says so']),
  ];
}

/** No start has a person who forces it. */
function wrongReRelease({ account, plan: request }: Situation): string[] {
  const isPast = account.contracts.some(({ taskDefinition }) => account.sets.some(ranBy(taskDefinition)));
  return isPast && request.command === 'rollback'
    ? ['an earlier version is released again past a contract']
    : [];
}

function wrongReturn(situation: Situation, write: Extract<Write, { kind: 'write-rule' }>): string[] {
  const { account } = situation;
  const weights = weightsIn(write.actions);
  const before = account.rules[ruleRefs.findIndex((ref) => isSameRule(ref, write.rule.ref))] ?? {};
  const gains = present(situation).filter(({ side }) => (weights[side] ?? 0) > (before[side] ?? 0));
  return account.contracts.some(({ taskDefinition }) => {
    const own = account.sets.find(ranBy(taskDefinition));
    return own !== undefined && gains.some(({ n }) => n < own.n);
  })
    ? ['traffic returns past a contract']
    : [];
}
