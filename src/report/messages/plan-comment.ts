// The comment of the command plan.
import {
  describeDryRun,
  greenLines,
  describeRegistration,
  describeSource,
  describeSpan,
} from '../../domain/common/report/describe-plan.ts';
import { formatCount } from '../../domain/common/values/count.ts';
import { applyLines, applyProblems, applyWarnings } from '../../domain/common/report/apply.ts';
import {
  alert,
  always,
  code,
  codeBlock,
  firstWithin,
  fitted,
  folded,
  goes,
  paragraphs,
  plain,
  plainWithRuns,
  table,
  type Part,
} from './markdown.ts';
import type { Report } from '../../domain/common/report/report.ts';
import { formatWeights } from '../../domain/common/report/status.ts';
import type { DryRun } from '../../domain/common/report/plan.ts';

/** Problems first, then the changes, the times and the IAM actions. */
export function planComment(report: Report): string {
  const { dryRun, ending, traffic, request } = report;
  return fitted([
    always(titleOf(report)),
    always(traffic === null ? null : `**${plain(traffic.sentence)}**`),
    always(dryRun === null ? endedOtherwise(report) : problemsOf(dryRun, request.release.runUrl)),
    goes(9, 'the warnings', dryRun === null ? null : section('Warnings', bullets(dryRun.warnings))),
    goes(5, 'what is not read', section('Not read from the config file', bullets(request.notes))),
    ...(dryRun === null ? [] : applyParts(dryRun)),
    goes(
      8,
      'the Terraform that adds what is missing',
      dryRun === null || dryRun.snippet.length === 0
        ? null
        : section('Terraform that adds what is missing', codeBlock(dryRun.snippet, 'hcl')),
    ),
    ...(dryRun === null || (ending !== null && dryRun.problems.length > 0)
      ? revisionOnly(dryRun)
      : sectionsOf(dryRun, request.release.runUrl)),
  ]);
}

function titleOf({ request, dryRun, ending }: Report): string {
  const what = `${code(request.service)} in ${code(request.cluster)}`;
  if (dryRun === null) return `### ${ending === null ? '⏳' : '❌'} ${what}: not planned yet`;
  if (dryRun.isReleasable && applyProblems(dryRun.apply).length > 0)
    return `### ⛔ ${what}: the Terraform plan would move production`;
  return dryRun.isReleasable
    ? `### 📋 ${what}: planned, nothing was written`
    : `### ⛔ ${what}: a release would be refused`;
}

/** The run ended before it could read the service. */
const endedOtherwise = ({ ending }: Report): string | null =>
  ending === null
    ? null
    : alert('CAUTION', [
        plain(ending.message),
        ...firstWithin(
          ending.details.map((detail) => `- ${plain(detail)}`),
          mostOfProblems,
        ),
      ]);

/** Characters: what comes after them has to fit, too. */
const mostOfProblems = 40_000;

function problemsOf(dryRun: DryRun, runUrl: string): string | null {
  const { problems, risks, acceptedRisks, isReleasable } = dryRun;
  const points = (lines: readonly string[]): readonly string[] =>
    firstWithin(
      lines.map((line) => `- ${plainWithRuns(line, runUrl)}`),
      mostOfProblems,
    );
  if (isReleasable && acceptedRisks.length === 0) return plain(capital(describeDryRun(dryRun)));
  if (isReleasable)
    return paragraphs([
      plain(capital(describeDryRun(dryRun))),
      alert('WARNING', ['Risks accepted with ignore:', '', ...points(acceptedRisks)]),
    ]);
  return alert('CAUTION', ['Fix these before a release can start:', '', ...points([...problems, ...risks])]);
}

/** What an apply would move comes first, and in red. */
function applyParts({ apply }: DryRun): readonly Part[] {
  const listed = (lines: readonly string[]): readonly string[] => lines.map((line) => `- ${plain(line)}`);
  const problems = applyProblems(apply);
  const warnings = applyWarnings(apply);
  const lines = applyLines(apply);
  return [
    always(
      problems.length === 0
        ? null
        : alert('CAUTION', [
            'An apply of the Terraform plan would move production:',
            '',
            ...firstWithin(listed(problems), mostOfProblems / 2),
          ]),
    ),
    goes(
      10,
      'what the check of the Terraform plan lacks',
      warnings.length === 0
        ? null
        : alert('WARNING', ['The check of the Terraform plan is not complete:', '', ...listed(warnings)]),
    ),
    goes(
      6,
      'what else the Terraform plan changes',
      lines.length === 0 ? null : section('Terraform plan', listed(lines).join('\n')),
    ),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** With problems, only the revision is known. */
const revisionOnly = (dryRun: DryRun | null): readonly Part[] =>
  dryRun === null ? [] : [revisionPart(dryRun)];

const revisionPart = (dryRun: DryRun): Part => goes(4, 'the revision', revisionSection(dryRun));

const sectionsOf = (dryRun: DryRun, runUrl: string): readonly Part[] => [
  revisionPart(dryRun),
  goes(7, 'the rules', section('Rules', rulesTable(dryRun))),
  always(section('Created', bullets(greenLines(dryRun)))),
  always(`**Smoke test**: ${plain(dryRun.smoke)}.`),
  always(section('Deleted', deletesTable(dryRun))),
  always(`**How long**: ${describeSpan(dryRun)}.`),
  goes(2, 'how long each phase takes', folded('How long each phase takes', timesTable(dryRun))),
  always(dryRun.overlap === null ? null : `**Overlap**: ${plain(dryRun.overlap.words)}.`),
  always(`**Rollback**: ${plain(dryRun.rollback)}.`),
  always(section('Sessions', bullets(dryRun.sessions))),
  always(section('Auto scaling', bullets(dryRun.scaling))),
  goes(3, 'the notes', section('Notes', bullets(dryRun.notes))),
  always(
    section(
      'Other runs',
      bullets(dryRun.otherRuns, (line) => plainWithRuns(line, runUrl)),
    ),
  ),
  goes(1, 'the IAM actions', permissionsOf(dryRun)),
];

const section = (title: string, body: string | null): string | null =>
  body === null ? null : `**${title}**\n\n${body}`;

const bullets = (lines: readonly string[], toText = plain): string | null =>
  lines.length === 0 ? null : lines.map((line) => `- ${toText(line)}`).join('\n');

function revisionSection({ revision }: DryRun): string | null {
  if (revision === null) return null;
  const { from, changes, notes } = revision;
  const against = from === null ? '' : `, against ${code(from)}, which is live`;
  const head = `**Revision**: ${plain(describeRegistration(revision))} ${plain(describeSource(revision))}${against}.`;
  return paragraphs([head, changesOf(changes ?? []), bullets(notes)]);
}

function changesOf(changes: readonly string[]): string | null {
  if (changes.length === 0) return null;
  const list = changes.map((change) => `- ${code(change)}`).join('\n');
  return changes.length > 8 ? folded(formatCount(changes.length, 'change'), list) : list;
}

function rulesTable({ rules }: DryRun): string | null {
  if (rules.length === 0) return null;
  const rows = rules.map(({ rule, isTest, from, to, attached }) => [
    isTest ? `${code(rule)} for tests` : code(rule),
    code(formatWeights(from)),
    `${code(formatWeights(to))}${attached.length === 0 ? '' : ` (${attached.map(code).join(', ')} added at weight 0 first)`}`,
  ]);
  return table(['Rule', 'Weights now', 'Weights then'], rows);
}

const deletesTable = ({ deletes }: DryRun): string | null =>
  deletes.length === 0
    ? null
    : table(
        ['Task set', 'What it is', 'When'],
        deletes.map(({ set, what, when }) => [code(set), plain(what), when]),
      );

const timesTable = (dryRun: DryRun): string =>
  table(
    ['Phase', 'Time', 'From'],
    dryRun.times.phases.map(({ phase, words, from }) => [phase, plain(words), plain(from)]),
  );

function permissionsOf({ permissions, serviceTags, isScalingSuspended }: DryRun): string {
  const { used, onRollback: onRollback } = permissions;
  const lines = (actions: readonly string[]): string =>
    actions.map((action) => `- ${code(action)}`).join('\n');
  return folded(
    `${String(used.length)} IAM actions`,
    paragraphs([
      lines(used),
      onRollback.length === 0 ? null : `Only for a rollback:\n\n${lines(onRollback)}`,
      serviceTags.length === 0 ? null : `Tags written on the service: ${serviceTags.map(code).join(', ')}.`,
      isScalingSuspended ? 'Scaling in is suspended until the release is over.' : null,
    ]),
  );
}
