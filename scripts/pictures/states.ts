// What a picture is taken of: each state that a reader may find, as its comment and its summary.
import { abandonedLive } from '../../__tests__/report/command-gallery.ts';
import { at } from '../../__tests__/report/stories.ts';
import type { Report } from '../../src/domain/common/report/report.ts';
import type { ReleaseNews } from '../../src/domain/common/report/releases.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { foundComment } from '../../src/report/news/found-text.ts';
import { newsComment } from '../../src/report/news/text.ts';
import { abandonedComment } from '../../src/report/sweep/abandoned.ts';
import { stampedComment } from '../../src/report/stamp.ts';
import {
  failed,
  inPlace,
  known,
  names,
  onNext,
  plan,
  requestOf,
  rolledBackByHand,
  staged,
  storyOf,
} from './web-shop.ts';

export const states: Readonly<Record<string, () => Report>> = {
  staged,
  baking: () => storyOf('baking'),
  warm: () => storyOf('warm'),
  released: () => storyOf('released'),
  'rolled-back-by-bake': () => storyOf('rolled back by the bake'),
  'rolled-back-by-hand': rolledBackByHand,
  failed,
  'rollback-failed': () => storyOf('rollback failed'),
  refused: () => storyOf('refused'),
  plan,
  'plan-refused': () => storyOf('planned and refused'),
};

const stamp = { attempt: 1, begunMs: at(0), runId: 200, state: null, seen: null };

interface Later {
  readonly command: Command;
  readonly change: ReleaseNews['change'];
  /** Seconds after the start of the release. */
  readonly seconds: number;
}

/** The comment of the release, `story`, after another run has acted: that one saw `now`. */
function laterComment({ command, change, seconds }: Later, story: string, now: Report): string {
  const { release, before: live } = known;
  const news = { release, atMs: at(seconds), isSettled: true, live, change };
  const nowMs = at(seconds + 60);
  const shown = { ...now, news, request: requestOf(command), nowMs, actor: 'alice' };
  return newsComment(shown, { ...stamp, releaseId: release.id }, stampedComment(storyOf(story)));
}

/** The comment of a release whose end was missed, after a command has found that its task set is gone. */
function goneComment(story: string, now: Report): string {
  const { release, before } = known;
  const live = { ...before, id: '98-web', set: 'ecs-svc/43', revision: 'web:43' };
  const found = { release, state: 'gone', live, by: null, isReset: false } as const;
  const shown = { ...now, found, request: requestOf('teardown'), nowMs: at(10_800) };
  return foundComment(shown, { ...stamp, releaseId: release.id }, stampedComment(storyOf(story)));
}

/** The comment of a release whose run vanished after its switch. */
function vanishedComment(): string {
  const [state, run] = abandonedLive(names, storyOf('baking'));
  const { live } = state.report;
  const report = {
    ...state.report,
    nowMs: at(400),
    live: live === null ? null : { ...live, sinceMs: at(60) },
  };
  return abandonedComment({ ...state, report: inPlace(report) }, run);
}

export const laterComments: Readonly<Record<string, () => string>> = {
  'rolled-back-later': () =>
    laterComment(
      { command: 'rollback', change: 'rolled-back', seconds: 171 },
      'baking',
      storyOf('rolled back by the bake'),
    ),
  'replaced-later': () =>
    laterComment({ command: 'deploy', change: 'replaced', seconds: 7200 }, 'released', onNext()),
  'vanished-in-bake': vanishedComment,
  'gone-later': () => goneComment('baking', onNext()),
  'without-blue-later': () =>
    laterComment({ command: 'teardown', change: 'no-blue', seconds: 700 }, 'warm', storyOf('released')),
};
