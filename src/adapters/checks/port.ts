// Carries out checks next to the loop: commands and requests alike.
import type { AskedJob, CheckPurpose, CheckState } from '../../domain/common/probes/check-job.ts';
import type { ChecksPort } from '../../ports.ts';
import { nextToLoop } from '../next-to-loop.ts';

/** `show` prints a line of a command's output to the log. */
export function checksPort(environment: NodeJS.ProcessEnv, show: (line: string) => void): ChecksPort {
  const { look, stopAllBut, ended } = nextToLoop<CheckPurpose, CheckState>();
  return {
    async look(purpose, job, signal) {
      const { name } = job;
      const begin = (stopped: AbortSignal) => begun(job, stopped, { environment, show });
      const seen = await look(purpose, { name, begin }, signal);
      return seen.isOver ? seen.state : { kind: 'running', hasConnected: seen.hasConnected };
    },
    stopAllBut,
    ended,
  };
}

interface Begun {
  readonly end: Promise<CheckState>;
  readonly hasConnected: () => boolean;
}

function begun(
  job: AskedJob,
  stopped: AbortSignal,
  context: { readonly environment: NodeJS.ProcessEnv; readonly show: (line: string) => void },
): Begun {
  if (job.kind === 'command') {
    const end = import('../command/run.ts').then(({ runCommand }) =>
      runCommand(job.command, stopped, context),
    );
    return { end, hasConnected: () => true };
  }
  const asked = job.requests.map((request) => ({ request, connection: { isEstablished: false } }));
  return { end: allAsked(), hasConnected: () => asked.some((one) => one.connection.isEstablished) };

  async function allAsked(): Promise<CheckState> {
    const { ask } = await import('../probe/ask.ts');
    const answers = asked.map(async ({ request, connection }) => ({
      request,
      answer: await ask(request, stopped, connection),
    }));
    return { kind: 'answered', answers: await Promise.all(answers) };
  }
}
