// Carries out checks next to the loop: commands and requests alike.
import type { AskedJob, CheckPurpose, CheckState } from '../../domain/common/probes/check-job.ts';
import type { ChecksPort } from '../../ports.ts';

/** How long one look waits for the end of the check. The loop observes in between. */
const lookMs = 1000;

interface Running {
  readonly name: string;
  readonly end: Promise<CheckState>;
  readonly stop: AbortController;
  readonly hasConnected: () => boolean;
}

/** `show` prints a line of a command's output to the log. */
export function checksPort(environment: NodeJS.ProcessEnv, show: (line: string) => void): ChecksPort {
  const running = new Map<CheckPurpose, Running>();
  const stopAllBut = (purposes: readonly CheckPurpose[]): void => {
    for (const [purpose, { stop }] of running) if (!purposes.includes(purpose)) stop.abort();
  };
  const look: ChecksPort['look'] = async (purpose, job, signal) => {
    const now = running.get(purpose) ?? begin(job, environment, show);
    running.set(purpose, now);
    const isOther = now.stop.signal.aborted || now.name !== job.name;
    if (isOther) now.stop.abort();
    const state = await firstOf(now.end, signal);
    if (state === null) return { kind: 'running', hasConnected: !isOther && now.hasConnected() };
    running.delete(purpose);
    return isOther ? look(purpose, job, signal) : state;
  };
  return {
    look,
    stopAllBut,
    async ended() {
      stopAllBut([]);
      await Promise.all([...running.values()].map(({ end }) => end));
      running.clear();
    },
  };
}

function begin(job: AskedJob, environment: NodeJS.ProcessEnv, show: (line: string) => void): Running {
  const stop = new AbortController();
  const { name } = job;
  if (job.kind === 'command') {
    const end = import('../command/run.ts').then(({ runCommand }) =>
      runCommand(job.command, stop.signal, { environment, show }),
    );
    return { name, end, stop, hasConnected: () => true };
  }
  const asked = job.requests.map((request) => ({ request, connection: { isEstablished: false } }));
  return {
    name,
    end: allAsked(),
    stop,
    hasConnected: () => asked.some((one) => one.connection.isEstablished),
  };

  async function allAsked(): Promise<CheckState> {
    const { ask } = await import('../probe/ask.ts');
    const answers = asked.map(async ({ request, connection }) => ({
      request,
      answer: await ask(request, stop.signal, connection),
    }));
    return { kind: 'answered', answers: await Promise.all(answers) };
  }
}

/** `null`: it goes on. */
function firstOf(end: Promise<CheckState>, signal: AbortSignal): Promise<CheckState | null> {
  return new Promise((resolve, reject) => {
    const later = (): void => {
      resolve(null);
    };
    const timer = setTimeout(later, lookMs);
    signal.addEventListener('abort', later, { once: true });
    void end.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', later);
    });
  });
}
