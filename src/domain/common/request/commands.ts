// What each command does: the facts that the rest of the code asks for, instead of the command's name.
import type { Command, Request } from './request.ts';

interface CommandTraits {
  /** Releases a version, or plans to. The other commands only read or clean up. */
  readonly isRelease: boolean;
  /** Switches production traffic to green and watches it in a bake. */
  readonly switches: boolean;
  /** Switches, or plans a release that does: findings about production and the bake apply. */
  readonly hasSwitchAhead: boolean;
  /** Ends with a green that waits for its promotion, without a switch. */
  readonly endsStaged: boolean;
  /** Returns production traffic to an earlier version. */
  readonly rollsBack: boolean;
  /** Deletes blue even though its lease is not over. */
  readonly endsWarmTime: boolean;
  /** Finishes what runs that have ended left behind. */
  readonly finishesOthers: boolean;
  /** Asks GitHub which of the runs that tags name have ended. */
  readonly asksForRuns: 'all' | 'holder' | 'none';
  /** Which task set is green. */
  readonly green: GreenSource;
  /** When a fault of green makes the run fail and roll back. */
  readonly judgesGreen: 'always' | 'before-switch' | 'once-fenced' | 'never';
  /** Where the revision comes from if a task set has to be created. */
  readonly revisionFrom: 'inputs' | 'earlier' | 'staged';
  /** The version is the one of the run's own commit. */
  readonly bringsOwnCommit: boolean;
  /** A green that it creates carries the time at which its promotion expires. */
  readonly createsStaged: boolean;
  /** Is about an existing release, whose tags may be the only place that names its test rule. */
  readonly isAboutExisting: boolean;
  /** Looks for a blue that no tag names. */
  readonly assumesBlue: boolean;
  /** Has to end before the job or its credentials do. */
  readonly isBoundByTime: boolean;
  /** The post step finishes its work if the run was killed. */
  readonly isFinishedByPost: boolean;
  /** What the report shows. A plan has a comment of its own. */
  readonly report: 'release' | 'status' | 'plan';
  readonly hasComment: boolean;
  readonly hasDeployment: boolean;
}

/**
 * own: the task set with the run's release ID. staged: the one that waits for its promotion. to-roll-back: the one that
 * traffic leaves. last-begun: the newest release, with or without traffic. switched-to: the last one that was switched
 * to. stranded: what is PRIMARY while nothing is live.
 */
type GreenSource = 'own' | 'staged' | 'to-roll-back' | 'last-begun' | 'switched-to' | 'stranded';

/** Reads, and reports to the summary only. */
const reading: CommandTraits = {
  isRelease: false,
  switches: false,
  hasSwitchAhead: false,
  endsStaged: false,
  rollsBack: false,
  endsWarmTime: false,
  finishesOthers: false,
  asksForRuns: 'none',
  green: 'last-begun',
  judgesGreen: 'never',
  revisionFrom: 'inputs',
  bringsOwnCommit: false,
  createsStaged: false,
  isAboutExisting: false,
  assumesBlue: false,
  isBoundByTime: false,
  isFinishedByPost: false,
  report: 'release',
  hasComment: false,
  hasDeployment: false,
};

/** Writes, so time and post apply. */
const writing: CommandTraits = { ...reading, isBoundByTime: true, isFinishedByPost: true };

const releasing: CommandTraits = {
  ...writing,
  isRelease: true,
  green: 'own',
  judgesGreen: 'always',
  hasComment: true,
  hasDeployment: true,
};

const switching = { switches: true, hasSwitchAhead: true } as const;

const commandTraits: Readonly<Record<Command, CommandTraits>> = {
  deploy: { ...releasing, ...switching, bringsOwnCommit: true },
  stage: {
    ...releasing,
    endsStaged: true,
    createsStaged: true,
    bringsOwnCommit: true,
    judgesGreen: 'before-switch',
  },
  promote: {
    ...releasing,
    ...switching,
    createsStaged: true,
    green: 'staged',
    revisionFrom: 'staged',
    judgesGreen: 'once-fenced',
  },
  rollback: {
    ...releasing,
    ...switching,
    rollsBack: true,
    green: 'to-roll-back',
    revisionFrom: 'earlier',
    isAboutExisting: true,
    assumesBlue: true,
  },
  teardown: { ...writing, endsWarmTime: true, green: 'switched-to', isAboutExisting: true },
  sweep: {
    ...writing,
    finishesOthers: true,
    asksForRuns: 'all',
    green: 'stranded',
    isAboutExisting: true,
    // The next sweep continues.
    isFinishedByPost: false,
    // Both only close what ended runs left open.
    hasComment: true,
    hasDeployment: true,
  },
  status: {
    ...reading,
    isAboutExisting: true,
    assumesBlue: true,
    asksForRuns: 'holder',
    report: 'status',
  },
  plan: {
    ...reading,
    isRelease: true,
    hasSwitchAhead: true,
    green: 'own',
    bringsOwnCommit: true,
    report: 'plan',
    hasComment: true,
  },
};

export const traitsOf = ({ command }: Pick<Request, 'command'>): CommandTraits => commandTraits[command];

/** What would write: a plan is one of a deploy. */
export const commandAhead = ({ command }: Pick<Request, 'command'>): Command =>
  command === 'plan' ? 'deploy' : command;
