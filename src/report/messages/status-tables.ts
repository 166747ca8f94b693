// The tables of the command status.
import { code, paragraphs, plain, table } from './markdown.ts';
import {
  describeBake,
  describeQuarantine,
  formatWeights,
  type SetStatus,
  type Status,
} from '../../domain/common/report/status.ts';
import { shortCommit } from '../../domain/common/report/commit.ts';

/** How a service stands, as Markdown: the rules, the task sets, and what a rollback would find. */
export const statusTables = ({ rules, taskSets, ...status }: Status): string =>
  paragraphs([
    table(
      ['Rule', 'For', 'Weights'],
      rules.map(({ rule, isTest, weights }) => [
        code(rule),
        isTest ? 'tests' : 'production',
        code(formatWeights(weights)),
      ]),
    ),
    table(
      ['Task set', 'Revision', 'Role', 'Status', 'Running', 'Healthy', 'Release', 'Commit'],
      taskSets.map(setRow),
    ),
    table(['', ''], factRows(status)),
  ]);

function factRows(status: Omit<Status, 'rules' | 'taskSets'>): string[][] {
  const { switchedAt, bakeUntil, lease, fence, forwardOnly, rollbackReady, quarantined, keptGreen } = status;
  const kept = lease === null ? 'no lease' : `until ${lease.until} at ${String(lease.scalePercent)} %`;
  return [
    ['Rollback ready', `**${plain(rollbackReady)}**`],
    ...(switchedAt === null ? [] : [['Production was switched', `at ${switchedAt}`]]),
    ['Bake', describeBake(bakeUntil)],
    ['Blue is kept', kept],
    ['Last run that took the service', fence === null ? 'none' : code(fence)],
    ['Forward-only', forwardOnly === null ? 'no' : plain(forwardOnly)],
    ['Quarantined', plain(describeQuarantine(quarantined))],
    ...(keptGreen === null
      ? []
      : [['Green kept for a look', `${code(keptGreen.id)} until ${keptGreen.until}`]]),
  ];
}

const setRow = (set: SetStatus): string[] => [
  code(set.id),
  code(set.revision),
  set.expiresAt === null ? `${set.role}${set.isLive ? ', live' : ''}` : `staged until ${set.expiresAt}`,
  set.status,
  `${String(set.running)} of ${String(set.wanted)}`,
  String(set.healthy),
  set.release === null ? '' : code(set.release),
  set.commit === null ? '' : code(shortCommit(set.commit)),
];
