import { traitsOf } from '../domain/common/request/commands.ts';
import type { DeploymentStatus } from '../ports.ts';
import type { Command } from '../domain/common/request/request.ts';
import { phaseTitles } from './phases.ts';
import type { Story, StoryEnding } from './story.ts';

/** How a release stands, at a glance. */
export interface StateWords {
  readonly sign: string;
  readonly words: string;
  /** For GitHub's Deployment; never better than it is. */
  readonly deployment: DeploymentStatus['state'];
}

export function stateOf({
  ending,
  phase,
  plan: request,
}: Pick<Story, 'ending' | 'phase' | 'plan'>): StateWords {
  if (ending !== null) return endState(ending, request.command);
  return { sign: phase === 'rollback' ? '⏪' : '⏳', words: phaseTitles[phase], deployment: 'in_progress' };
}

function endState({ result, reason }: StoryEnding, command: Command): StateWords {
  switch (result) {
    case 'released':
      return traitsOf({ command }).rollsBack
        ? { sign: '⏪', words: 'rolled back, an earlier version released anew', deployment: 'success' }
        : { sign: '✅', words: 'released', deployment: 'success' };
    case 'staged':
      return { sign: '🟢', words: 'staged, waiting for its promotion', deployment: 'inactive' };
    case 'torn-down':
      return {
        sign: '✅',
        words: reason === 'nothing-kept' ? 'nothing to tear down' : 'torn down',
        deployment: 'success',
      };
    case 'swept':
      return { sign: '🧹', words: 'swept', deployment: 'success' };
    case 'planned':
      return { sign: '📋', words: 'planned', deployment: 'inactive' };
    case 'status':
      return { sign: '🔎', words: 'as it stands', deployment: 'success' };
    case 'rolled-back':
      // Somebody asked for it, and so it is what they wanted.
      if (reason === 'asked-for')
        return { sign: '⏪', words: 'rolled back, as asked', deployment: 'success' };
      return { sign: '⏪', words: 'rolled back', deployment: 'failure' };
    case 'refused':
      return { sign: '⛔', words: `not ${wanted[command]}, nothing was changed`, deployment: 'failure' };
    case 'stood-down':
      return { sign: '⏹️', words: 'stood down for another run', deployment: 'inactive' };
    case 'failed':
      if (reason === 'cleanup-incomplete')
        return { sign: '⚠️', words: `${reached[command] ?? ''}not tidied up`, deployment: 'failure' };
      return failures[reason] ?? { sign: '❌', words: 'failed', deployment: 'failure' };
  }
}

/** What each command was asked for. */
const wanted: Readonly<Record<Command, string>> = {
  deploy: 'released',
  promote: 'released',
  stage: 'staged',
  rollback: 'rolled back',
  teardown: 'torn down',
  sweep: 'swept',
  status: 'status',
  plan: 'planned',
};

/** What it had come to where only the tidying failed; a teardown and a sweep are nothing else. */
const reached: Readonly<Partial<Record<Command, string>>> = {
  deploy: 'released, but ',
  promote: 'released, but ',
  rollback: 'gone back, but ',
};

const failures: Readonly<Partial<Record<StoryEnding['reason'], StateWords>>> = {
  cancelled: { sign: '⚠️', words: 'interrupted', deployment: 'error' },
  'rollback-failed': { sign: '🚨', words: 'rollback failed, act now', deployment: 'failure' },
  'no-rollback-target': { sign: '🚨', words: 'failed, and there is no way back', deployment: 'failure' },
  drift: { sign: '❌', words: 'stopped, somebody else changed the weights', deployment: 'failure' },
  'out-of-time': { sign: '🚨', words: 'interrupted, and not wholly taken back', deployment: 'error' },
  // What became of the release is not known.
  'reads-failed': { sign: '❌', words: 'stopped, AWS could not be read', deployment: 'error' },
  bug: { sign: '❌', words: 'stopped by a bug', deployment: 'error' },
};
