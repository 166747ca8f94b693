import { blankMemory } from './memory.ts';
import type { Plan } from './plan.ts';
import { rolesOf } from './roles.ts';
import { step } from './scene.ts';
import type { Ending, Step } from './step.ts';
import type { Trouble } from './trouble.ts';
import { trafficWords } from './words.ts';
import type { World } from './world.ts';

/** So long AWS may fail to answer reads before the run gives up: it changes nothing meanwhile. */
const patienceMs = 600_000;

/** Whether a run that can't read goes on trying (`null`) or ends, and with what words. `last`: what it saw last. */
export function readFailure(
  plan: Plan,
  last: World | null,
  trouble: Trouble,
  failingMs: number,
): (Step & { readonly act: Ending }) | null {
  const isPassing = trouble.kind === 'busy' || trouble.kind === 'lost';
  if (isPassing && failingMs < (last === null ? 60_000 : patienceMs)) return null;
  const said = `${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`;
  const advice =
    trouble.kind === 'denied'
      ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
      : isPassing
        ? 'Check the region, the endpoint and the network of the runner, then run the job again.'
        : 'Correct what AWS names, then run the job again.';
  const isFirst = last === null;
  const what = said.replace(/\.+$/, '');
  return step('end', isFirst ? 'preflight-failed' : 'reads-failed', 'AWS can not be read', {
    kind: 'end',
    result: isFirst ? 'refused' : 'failed',
    message: [
      isFirst ? `Nothing was changed: ${what}.` : `Stopped: AWS can't be read any more (${what}).`,
      lastSeen(plan, last),
      advice,
    ]
      .filter((part) => part !== '')
      .join(' '),
    details: [],
  }) as Step & { readonly act: Ending };
}

function lastSeen(plan: Plan, last: World | null): string {
  if (last === null) return `Traffic of service ${plan.service} is where it was.`;
  const traffic = trafficWords(rolesOf(plan, last, blankMemory(last.nowMs)));
  return `Last seen: ${traffic} Run the job again with fresh credentials: it goes on where this run stopped.`;
}
