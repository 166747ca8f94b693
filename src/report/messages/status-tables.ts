// The tables of the command status.
import { formatTagTime } from '../../domain/common/values/moment.ts';
import { code, paragraphs, plain, table } from './markdown.ts';
import {
  describeTest,
  describeBake,
  describeQuarantine,
  formatRole,
  formatWeights,
  type SetStatus,
  type Status,
} from '../../domain/common/report/status.ts';
import { shortCommit } from '../../domain/common/request/commit.ts';

/** The rules, the task sets, and what a rollback would do, as Markdown. */
export const statusTables = ({ rules, taskSets, ...status }: Status, nowMs: number): string =>
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
      taskSets.map((set) => setRow(set, taskSets, nowMs)),
    ),
    table(['', ''], factRows(status, nowMs)),
  ]);

function factRows(status: Omit<Status, 'rules' | 'taskSets'>, nowMs: number): string[][] {
  const {
    switchedAt,
    lease,
    scaleInUntil,
    fence,
    forwardOnly,
    rollbackReady,
    rollbackAsOf,
    quarantined,
    lostImages,
    deleting,
    runningTests,
    keptGreen,
  } = status;
  const kept =
    lease === null
      ? 'no lease'
      : `until ${plain(formatTagTime(lease.until, nowMs))} at ${String(lease.scalePercent)} %`;
  return [
    ['Rollback ready', `**${plain(rollbackReady)}** (as of ${plain(formatTagTime(rollbackAsOf, nowMs))})`],
    ...(switchedAt === null
      ? []
      : [['Production switched', `at ${plain(formatTagTime(switchedAt, nowMs))}`]]),
    ['Bake', plain(describeBake(status, nowMs))],
    ['Blue kept', kept],
    ...(scaleInUntil === null ? [] : [['Scale-in suspended', `until ${plain(scaleInUntil)}`]]),
    ['Fence (last run)', fence === null ? 'none' : code(fence)],
    ['Forward-only', forwardOnly === null ? 'no' : plain(forwardOnly)],
    ['Quarantined', plain(describeQuarantine(quarantined))],
    ...runningTests.map((test) => ['Test that runs', plain(describeTest(test))]),
    ...lostImages.map((sentence) => ['Lost image', plain(sentence)]),
    ...deleting.map((sentence) => ['Being deleted', plain(sentence)]),
    ...(keptGreen === null
      ? []
      : [
          [
            keptGreen.reason === 'inspection' ? 'Green kept for inspection' : 'Green kept in case blue fails',
            `${code(keptGreen.id)} until ${plain(formatTagTime(keptGreen.until, nowMs))}`,
          ],
        ]),
  ];
}

function shownRole(set: SetStatus, all: readonly SetStatus[]): string {
  const role = formatRole(set, all);
  return role === 'live' ? role : `${set.role}${set.isLive ? ', live' : ''}`;
}

const setRow = (set: SetStatus, all: readonly SetStatus[], nowMs: number): string[] => [
  code(set.id),
  code(set.revision),
  set.expiresAt === null ? shownRole(set, all) : `staged until ${plain(formatTagTime(set.expiresAt, nowMs))}`,
  set.status,
  `${String(set.running)} of ${String(set.wanted)}`,
  String(set.healthy),
  set.release === null ? '' : code(set.release),
  set.commit === null ? '' : code(shortCommit(set.commit)),
];
