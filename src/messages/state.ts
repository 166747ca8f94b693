import type { DeploymentStatus } from '../ports.ts';
import { phaseWords } from './phases.ts';
import type { Story, StoryEnding } from './story.ts';

/** How a release stands, at a glance. */
export interface StateWords {
  readonly sign: string;
  readonly words: string;
  /** For GitHub's Deployment; never better than it is. */
  readonly deployment: DeploymentStatus['state'];
}

export function stateOf({ ending, phase }: Pick<Story, 'ending' | 'phase'>): StateWords {
  if (ending !== null) return endState(ending);
  return { sign: phase === 'back' ? '⏪' : '⏳', words: phaseWords[phase], deployment: 'in_progress' };
}

function endState({ result, reason }: StoryEnding): StateWords {
  switch (result) {
    case 'released':
      return { sign: '✅', words: 'released', deployment: 'success' };
    case 'rolled-back':
      return { sign: '⏪', words: 'rolled back', deployment: 'failure' };
    case 'refused':
      return { sign: '⛔', words: 'not released, nothing was changed', deployment: 'failure' };
    case 'stood-down':
      return { sign: '⏹️', words: 'stood down for another run', deployment: 'inactive' };
    case 'failed':
      return failedState(reason);
  }
}

function failedState(reason: StoryEnding['reason']): StateWords {
  if (reason === 'cleanup-incomplete')
    return { sign: '⚠️', words: 'released, but not tidied up', deployment: 'failure' };
  if (reason === 'cancelled') return { sign: '⚠️', words: 'interrupted', deployment: 'error' };
  const isOutcomeUnknown = reason === 'reads-failed' || reason === 'bug';
  return { sign: '❌', words: 'failed', deployment: isOutcomeUnknown ? 'error' : 'failure' };
}
