// What GitHub refuses or doesn't answer, each as one warning of the job, whichever of its processes finds it.
import { traitsOf } from '../../domain/common/request/commands.ts';
import type { Request } from '../../domain/common/request/request.ts';
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
  /** Whose pull request started the run, if GitHub gives such a run a token that can't write. `null`: nobody's. */
  readonly readOnlyFor?: ReadOnlyFor | null;
}

export type ReadOnlyFor = 'a fork' | 'Dependabot';

export interface GitHubWarnings {
  readonly comment: (refusal: Refusal) => void;
  readonly deployment: (refusal: Refusal) => void;
  /** GitHub did not answer the end of the run within this time. */
  readonly silence: (limitMs: number) => void;
  /** Whether this message of a refusal was shown. */
  readonly knows: (message: string) => boolean;
}

/** One warning for each kind of refusal and each permission, not for each update. The run continues (invariant 9). */
export function gitHubWarnings(context: WarningContext): GitHubWarnings {
  const { runner, secrets, shown = [], save, readOnlyFor = null } = context;
  const said = new Set(shown);
  const messages: string[] = [];
  function annotate({ key, kind = 'warning', title, message }: Annotation): void {
    const text = masked(message, secrets);
    if (said.has(key)) {
      runner.debug(text);
      return;
    }
    messages.push(message);
    runner.annotate(kind, title, text);
    said.add(key);
    save?.('warned', JSON.stringify([...said]));
  }
  const refused =
    (place: Place) =>
    (refusal: Refusal): void => {
      const isByDesign = readOnlyFor !== null && refusal.permission?.endsWith(': write') === true;
      annotate(isByDesign ? readOnly(readOnlyFor) : annotationOf(place, refusal));
    };
  return {
    comment: refused('Comment'),
    deployment: refused('Deployment'),
    silence: (limitMs) => {
      // What had no usable answer is named already.
      if (places.some((place) => said.has(`${place} lost`))) return;
      const message = `GitHub did not answer within ${String(limitMs / 1000)} s. ${mayBeOld}`;
      annotate({ key: 'silence', title: 'Could not update GitHub', message });
    },
    knows: (message) => messages.some((one) => one.startsWith(message)),
  };
}

const places = ['Comment', 'Deployment'] as const;
type Place = (typeof places)[number];

interface Annotation {
  /** What is shown only once. */
  readonly key: string;
  readonly kind?: 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

const mayBeOld = 'The comment or the Deployment may be out of date.';

/** A rate limit is one of the token, for all that it does. */
function annotationOf(place: Place, { kind, message, permission }: Refusal): Annotation {
  const said = `${message} The run continues.`;
  if (kind === 'busy') return { key: kind, title: 'Could not update GitHub', message: `${said} ${mayBeOld}` };
  return {
    key: permission === null ? `${place} ${kind}` : `permission ${permission.replace(/:.*/, '')}`,
    title: `${place} not up to date`,
    message: said,
  };
}

/** No permission of the workflow helps there. */
const readOnly = (whose: ReadOnlyFor): Annotation => ({
  key: 'read-only',
  kind: 'notice',
  title: 'Read-only token',
  message: `A run for a pull request from ${whose} gets a token that can't write, so GitHub shows no comment and no Deployment of this run. Its summary has the report.`,
});

/** Gets each refusal to read whether a run is over, and shows the first. Only some commands do less without it. */
export function runsRefused(
  { runner, secrets }: Pick<WarningContext, 'secrets'> & { readonly runner: Pick<RunnerPort, 'annotate'> },
  request: Pick<Request, 'command'>,
): (message: string) => void {
  let isShown = traitsOf(request).asksForRuns === 'none';
  const without = traitsOf(request).finishesOthers
    ? 'The sweep continues. It leaves alone what a run may still be working on, and does not close the comment and the Deployment of a run that vanished.'
    : 'So it is not known whether a run still watches the bake.';
  return (message) => {
    if (!isShown) runner.annotate('warning', 'Runs not read', masked(`${message} ${without}`, secrets));
    isShown = true;
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
