// The state of a release in a few words.
import { traitsOf } from '../../domain/common/request/commands.ts';
import type { Command } from '../../domain/common/request/request.ts';
import type { SpentPhase } from '../../domain/common/report/phases.ts';
import type { GreenNow, Report, ReportEnding } from '../../domain/common/report/report.ts';

interface ReleaseState {
  readonly sign: string;
  readonly words: string;
  /** For GitHub's Deployment. */
  readonly deployment: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
}

export function stateOf(report: Doing & Pick<Report, 'ending' | 'request' | 'greenNow'>): ReleaseState {
  const { ending, phase, request, greenNow } = report;
  if (ending !== null) return endState(ending, request.command, greenNow);
  return { sign: phase === 'rollback' ? '⏪' : '⏳', words: titleOf(report), deployment: 'in_progress' };
}

type Doing = Pick<Report, 'phase' | 'blue' | 'traffic' | 'returned' | 'switchedAtMs'>;

/** What happens in the phase. */
export function titleOf(report: Doing): string {
  if (report.phase !== 'rollback') return phaseTitles[report.phase];
  // A first release has no blue to return to.
  if (report.blue === null) return 'rolling back';
  return isReturning(report) ? 'rolling back to blue' : 'removing green';
}

/** Not where production is on blue all along. */
const isReturning = ({ traffic, returned, switchedAtMs }: Doing): boolean =>
  switchedAtMs !== null ||
  returned !== null ||
  traffic === null ||
  traffic.isOnGreen ||
  traffic.shares.some(({ green }) => green !== null && green > 0);

/** Green has production traffic, all of it or a part. */
export const isGreenServing = ({ greenNow }: Pick<Report, 'greenNow'>): boolean =>
  greenNow === 'live' || greenNow === 'baking';

/** It had passed its bake, and another run has moved production since. */
export const isReplaced = ({ ending, greenNow }: Pick<Report, 'ending' | 'greenNow'>): boolean =>
  ending?.result === 'released' && (greenNow === 'away' || greenNow === 'staged');

/** `green`: what another run may have made of it by now. */
function endState(ending: ReportEnding, command: Command, green: GreenNow | null): ReleaseState {
  const { result, reason } = ending;
  switch (result) {
    case 'released': {
      const [sign, words] = traitsOf({ command }).rollsBack
        ? ['⏪', 'rolled back, an earlier version re-released']
        : ['✅', 'released'];
      return isReplaced({ ending, greenNow: green })
        ? { sign: '⏭️', words: `${words}, and no longer live`, deployment: 'inactive' }
        : { sign, words, deployment: 'success' };
    }
    case 'staged':
      return reason === 'staged'
        ? { sign: '🟢', words: 'staged, waiting for promotion', deployment: 'inactive' }
        : { sign: '✅', words: 'already promoted', deployment: unchanged(green) };
    case 'torn-down':
      return {
        sign: '✅',
        words: reason === 'nothing-kept' ? 'nothing to tear down' : 'torn down',
        deployment: 'success',
      };
    case 'repaired':
      return { sign: '🔧', words: 'repaired, production is on PRIMARY again', deployment: 'success' };
    case 'swept':
      return { sign: '🧹', words: 'swept', deployment: 'success' };
    case 'planned':
      return { sign: '📋', words: 'planned', deployment: 'inactive' };
    case 'status':
      return { sign: '🔎', words: 'status', deployment: 'success' };
    case 'rolled-back':
      // A person requested it.
      if (reason === 'requested')
        return { sign: '⏪', words: 'rolled back, as requested', deployment: 'success' };
      return { sign: '⏪', words: 'rolled back', deployment: 'failure' };
    case 'refused':
      return {
        sign: '⛔',
        words: `not ${wanted[command]}, nothing was changed`,
        deployment: unchanged(green),
      };
    case 'stood-down':
      return { sign: '⏹️', words: 'stood down for another run', deployment: leftToOthers(green) };
    case 'failed':
      if (reason === 'cleanup-incomplete')
        return { sign: '⚠️', words: `${reached[command] ?? ''}cleanup incomplete`, deployment: 'failure' };
      return failures[reason] ?? { sign: '❌', words: 'failed', deployment: 'failure' };
  }
}

/** A run that ended before its release was complete. */
export const unfinished = (isReleaseLive: boolean): 'failure' | 'inactive' =>
  isReleaseLive ? 'failure' : 'inactive';

/** Another run may have completed the release. */
const leftToOthers = (green: GreenNow | null): ReleaseState['deployment'] =>
  green === 'live' ? 'success' : unfinished(green === 'baking');

/** The run changed nothing, so its release is what another run made of it. */
const unchanged = (green: GreenNow | null): ReleaseState['deployment'] =>
  (({ live: 'success', baking: 'in_progress', staged: 'inactive', away: 'failure' }) as const)[
    green ?? 'away'
  ];

/** The result that each command should have. */
const wanted: Readonly<Record<Command, string>> = {
  deploy: 'released',
  promote: 'released',
  stage: 'staged',
  rollback: 'rolled back',
  teardown: 'torn down',
  sweep: 'swept',
  status: 'read',
  plan: 'planned',
};

/** The result where only the cleanup failed. A teardown and a sweep are only cleanup. */
const reached: Readonly<Partial<Record<Command, string>>> = {
  deploy: 'released, but ',
  promote: 'released, but ',
  rollback: 'rolled back, but ',
};

const failures: Readonly<Partial<Record<ReportEnding['reason'], ReleaseState>>> = {
  cancelled: { sign: '⚠️', words: 'interrupted', deployment: 'error' },
  'rollback-failed': { sign: '🚨', words: 'rollback failed, act now', deployment: 'failure' },
  'no-rollback-target': { sign: '🚨', words: 'failed, and no rollback is possible', deployment: 'failure' },
  drift: { sign: '❌', words: 'stopped, the weights were changed by someone else', deployment: 'failure' },
  'out-of-time': { sign: '🚨', words: 'interrupted, rollback incomplete', deployment: 'error' },
  // The result of the release is not known.
  'reads-failed': { sign: '❌', words: 'stopped, AWS could not be read', deployment: 'error' },
  bug: { sign: '❌', words: 'stopped by a bug', deployment: 'error' },
};

const phaseTitles: Readonly<Record<Exclude<SpentPhase, 'rollback'>, string>> = {
  preflight: 'checking, nothing is changed yet',
  prepare: 'preparing',
  start: 'starting green',
  ready: 'waiting until green is ready',
  smoke: 'testing green before any user sees it',
  switch: 'switching production to green',
  bake: 'green serves and is monitored',
  warm: 'green serves, blue is kept warm',
  teardown: 'green serves, blue is being deleted',
};
