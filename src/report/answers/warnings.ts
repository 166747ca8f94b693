// What GitHub refuses or doesn't answer, each as one warning of the job, whichever of its processes finds it.
import { masked } from '../../domain/common/values/secrets.ts';
import type { RunnerPort } from '../../ports.ts';
import type { Refusal } from '../channel.ts';

export interface WarningContext {
  readonly runner: Pick<RunnerPort, 'annotate' | 'debug'>;
  readonly secrets: readonly string[];
  /** What the main step of this job has shown already. */
  readonly shown?: readonly string[];
  /** Keeps what is shown for the post step. */
  readonly save?: (name: 'warned', value: string) => void;
}

export interface GitHubWarnings {
  readonly comment: (refusal: Refusal) => void;
  readonly deployment: (refusal: Refusal) => void;
  /** GitHub did not answer the end of the run within this time. */
  readonly silence: (limitMs: number) => void;
}

/** By this the post step knows that main waited in vain. */
export const silence = 'silence';

/** One warning for each kind of refusal, not for each update. The run continues (invariant 9). */
export function gitHubWarnings({ runner, secrets, shown = [], save }: WarningContext): GitHubWarnings {
  const said = new Set(shown);
  function warn(key: string, title: string, message: string): void {
    const text = masked(message, secrets);
    if (said.has(key)) {
      runner.debug(text);
      return;
    }
    runner.annotate('warning', title, text);
    said.add(key);
    save?.('warned', JSON.stringify([...said]));
  }
  const refused =
    (place: 'Comment' | 'Deployment') =>
    ({ kind, message }: Refusal): void => {
      warn(`${place} ${kind}`, `${place} not up to date`, `${message} The release continues.`);
    };
  return {
    comment: refused('Comment'),
    deployment: refused('Deployment'),
    silence: (limitMs) => {
      const text = `GitHub did not answer within ${String(limitMs / 1000)} s. The comment or the Deployment may be out of date.`;
      warn(silence, 'Could not update GitHub', text);
    },
  };
}

/** Reads what main saved of them. Other text counts as nothing. */
export function parseShown(text: string | null): readonly string[] {
  try {
    const shown: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(shown) ? shown.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
