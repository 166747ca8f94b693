// The tables of the command status.
import { formatTagTime } from '../../domain/common/values/moment.ts';
import { code, linkToRun, paragraphs, plain, plainWithRuns, table } from './markdown.ts';
import {
  describeTest,
  describeBake,
  describeQuarantine,
  formatRole,
  formatWeights,
  type SetStatus,
  type Status,
} from '../../domain/common/report/status.ts';
import { parseFence } from '../../domain/common/run/fence.ts';
import { shortCommit } from '../../domain/common/request/commit.ts';

/** The rules, the task sets, and what a rollback would do, as Markdown. */
export const statusTables = ({ rules, taskSets, ...status }: Status, nowMs: number, runUrl: string): string =>
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
    table(['', ''], factRows(status, nowMs, runUrl)),
  ]);

function factRows(status: Omit<Status, 'rules' | 'taskSets'>, nowMs: number, runUrl: string): string[][] {
  const toText = (text: string): string => plainWithRuns(text, runUrl);
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
    ['Rollback ready', `**${toText(rollbackReady)}** (as of ${plain(formatTagTime(rollbackAsOf, nowMs))})`],
    ...(switchedAt === null
      ? []
      : [['Production switched', `at ${plain(formatTagTime(switchedAt, nowMs))}`]]),
    ['Bake', toText(describeBake(status, nowMs))],
    ['Blue kept', kept],
    ...(scaleInUntil === null ? [] : [['Scale-in suspended', `until ${plain(scaleInUntil)}`]]),
    ['Fence (last run)', fence === null ? 'none' : fenceCell(fence, runUrl)],
    ['Forward-only', forwardOnly === null ? 'no' : plain(forwardOnly)],
    ['Quarantined', toText(describeQuarantine(quarantined))],
    ...runningTests.map((test) => ['Test that runs', toText(describeTest(test))]),
    ...lostImages.map((sentence) => ['Lost image', toText(sentence)]),
    ...deleting.map((sentence) => ['Being deleted', toText(sentence)]),
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

/** The tag, and the run that it names. */
function fenceCell(fence: string, runUrl: string): string {
  const known = parseFence(fence);
  return known === null ? code(fence) : `${code(fence)}, ${linkToRun(runUrl, known.runId, known.attempt)}`;
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
