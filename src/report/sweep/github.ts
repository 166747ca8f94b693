// What a sweep changes on GitHub: while services are swept, and at the end.
import type { Report } from '../../domain/common/report/report.ts';
import type { SweptState } from '../../domain/common/report/swept.ts';
import type { Clock, GitHubPort, RunnerPort } from '../../ports.ts';
import { worstOf, type Delivery } from '../channel.ts';
import { withinEnd } from '../answers/end-limit.ts';
import { newsChannel } from '../news/channel.ts';
import { createPullFinder } from '../pulls/finder.ts';
import { gitHubWarnings } from '../answers/warnings.ts';
import { commentCloser } from './comments.ts';
import { closeDeployments, type Closing } from './deployments.ts';

interface Closed {
  /** A sentence for each Deployment, and for each comment. */
  readonly deployments: readonly string[];
  readonly comments: readonly string[];
}

export interface SweepOnGitHub {
  /** Begins with one service while others are swept. Returns at once. */
  add(state: SweptState): void;
  /** The rest. What GitHub doesn't answer in time is left to the next sweep. Never rejects. */
  end(): Promise<Closed>;
}

export function sweepOnGitHub(
  given: Closing & { readonly runner: RunnerPort; readonly clock: Clock },
): SweepOnGitHub {
  const context = { ...given, github: given.github === null ? null : listedOnce(given.github) };
  const pulls = createPullFinder(context.github);
  const warnings = gitHubWarnings(context);
  const comments = commentCloser({ ...context, warnings }, pulls);
  const states: SweptState[] = [];
  const begun = new Map<Report, Promise<Delivery>>();
  const deployments: string[] = [];

  /** News come first: both may be about the same comment. */
  async function update(state: SweptState): Promise<Delivery> {
    const place = newsChannel({ ...context, pulls, warnings });
    const news = await place.close({ ...state.report, pull: null, commit: null });
    return worstOf([news, await comments.close(state)]);
  }

  return {
    add(state) {
      states.push(state);
      begun.set(state.report, update(state));
    },
    async end() {
      // Services of several clusters may share a name, so this needs all of them.
      const commented = (owner: Report): Promise<Delivery> | undefined => begun.get(owner);
      const place = { ...context, pulls, warnings, commented };
      const closing = closeDeployments(place, states, (sentence) => deployments.push(sentence));
      await withinEnd(context.clock, warnings, Promise.all([...begun.values(), closing]));
      comments.warn();
      return { deployments, comments: comments.updated };
    },
  };
}

/**
 * Reads the comments of a pull request once for a service: the adapter knows a comment that it has found, and where there is
 * none, a sweep writes none. One request after the other, so that the first one has found out.
 */
function listedOnce(github: GitHubPort): GitHubPort {
  const turns = new Map<string, Promise<void>>();
  const without = new Set<string>();
  return {
    ...github,
    updateComment(pull, key, textFor) {
      const which = `${String(pull)} ${key.marker}`;
      const update = async (): Promise<void> => {
        if (without.has(which)) return;
        await github.updateComment(pull, key, (current) => {
          if (current === null) without.add(which);
          return textFor(current);
        });
      };
      const turn = (turns.get(which) ?? Promise.resolve()).then(update, update);
      turns.set(which, turn);
      return turn;
    },
  };
}
