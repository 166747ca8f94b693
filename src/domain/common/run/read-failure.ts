import { blankMemory } from '../../task-sets/model/memory.ts';
import type { Plan } from '../request/request.ts';
import { rolesOf } from '../../task-sets/roles/roles.ts';
import { step } from '../../task-sets/health/scene.ts';
import type { Step } from '../../task-sets/model/step.ts';
import type { Trouble } from '../values/trouble.ts';
import { trafficWords } from '../../task-sets/roles/words.ts';
import type { World } from '../../task-sets/model/world.ts';
import type { Ending } from './step.ts';

/** So long AWS may fail to answer reads before the run gives up: it changes nothing meanwhile. */
const patienceMs = 600_000;

/** Whether a run that can't read goes on trying (`null`) or ends, and with what words. `last`: what it saw last. */
export function readFailure(
  plan: Plan,
  last: World | null,
  trouble: Trouble,
  failingMs: number,
  nowMs: number,
): (Step & { readonly act: Ending }) | null {
  const isPassing = trouble.kind === 'busy' || trouble.kind === 'lost';
  const isTimeLeft =
    plan.finishByMs === null ? failingMs < (last === null ? 60_000 : patienceMs) : nowMs < plan.finishByMs;
  if (isPassing && isTimeLeft) return null;
  const said = `${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`;
  const advice =
    plan.finishByMs !== null && isPassing
      ? ''
      : trouble.kind === 'denied'
        ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
        : isPassing
          ? 'Check the region, the endpoint and the network of the runner, then run the job again.'
          : 'Correct what AWS names, then run the job again.';
  const isFirst = last === null && plan.finishByMs === null;
  const what = said.replace(/\.+$/, '');
  return step('end', isFirst ? 'preflight-failed' : 'reads-failed', 'AWS can not be read', {
    kind: 'end',
    result: isFirst ? 'refused' : 'failed',
    message: [
      isFirst ? `Nothing was changed: ${what}.` : `Stopped: AWS can't be read any more (${what}).`,
      lastSeen(plan, last, isFirst),
      advice,
    ]
      .filter((part) => part !== '')
      .join(' '),
    details: [],
  }) as Step & { readonly act: Ending };
}

function lastSeen(plan: Plan, last: World | null, isFirst: boolean): string {
  if (isFirst) return `Traffic of service ${plan.service} is where it was.`;
  if (last === null)
    return (
      `The run was ended before it could finish, and where production traffic of service ${plan.service} is could not be read. ` +
      'Run the job again, or the command rollback, as soon as AWS can be read: either ends what is left.'
    );
  const traffic = trafficWords(rolesOf(plan, last, blankMemory(last.nowMs)));
  return plan.finishByMs === null
    ? `Last seen: ${traffic} Run the job again with fresh credentials: it goes on where this run stopped.`
    : `Last seen: ${traffic} The time of the post step is over: run the job again, or the command rollback; either ends what is left.`;
}
