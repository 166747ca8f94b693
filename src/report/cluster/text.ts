// The status of a cluster in words: for the log, the outputs and the summary.
import { formatNamed } from '../../domain/common/report/apply.ts';
import type { ListedStatus, SetBeyondLease, UnreadStatus } from '../../domain/common/report/swept.ts';
import { formatCount } from '../../domain/common/values/count.ts';
import { code, paragraphs, plain, table } from '../messages/markdown.ts';
import { beyondLeaseLines, beyondLeaseTable } from '../sweep/summary.ts';

export interface ClusterStatus {
  readonly clusters: readonly string[];
  readonly services: readonly ListedStatus[];
  readonly unread: readonly UnreadStatus[];
}

/** The whole status in a sentence. */
export function clusterSentence({ clusters, services, unread }: ClusterStatus): string {
  const late = services.filter(({ beyondLease }) => beyondLease.length > 0);
  const names = late.map(formatNamed).join(', ');
  const found =
    late.length === 0
      ? 'none runs a version beyond its lease'
      : `${formatCount(late.length, 'service')} still ${late.length === 1 ? 'runs' : 'run'} a version beyond its lease: ${names}${advise(late)}`;
  const going = services.filter(({ deleting }) => deleting.length > 0);
  const ending =
    going.length === 0
      ? ''
      : ` Tasks of a task set that is being deleted still run in ${going.map(formatNamed).join(', ')}.`;
  const blind =
    unread.length === 0 ? '' : ` Not everything could be read: ${unread.map(formatUnread).join('; ')}.`;
  return `${formatCount(services.length, 'service')} with the deployment controller EXTERNAL in ${formatClusters(clusters)}: ${found}.${ending}${blind}`;
}

/** A sweep ends only what this action made, behind a load balancer. */
function advise(late: readonly ListedStatus[]): string {
  const isSwept = ({ leftBecause }: SetBeyondLease): boolean => leftBecause === null;
  const swept = late.filter(({ beyondLease }) => beyondLease.some(isSwept));
  const left = late.filter(({ beyondLease }) => !beyondLease.every(isSwept));
  const which =
    swept.length < late.length ? swept.map(formatNamed).join(', ') : late.length === 1 ? 'it' : 'them';
  const run = swept.length === 0 ? '' : `. Run the command sweep for ${which}`;
  return left.length === 0
    ? run
    : `${run}. A sweep leaves task sets of ${left.map(formatNamed).join(', ')}, for the reason next to each`;
}

/** A line for each task set that is being deleted: nothing is wrong with it. */
export const deletingLines = ({ services }: ClusterStatus): readonly string[] =>
  services.flatMap((one) => one.deleting.map((sentence) => `${formatNamed(one)}: ${sentence}`));

/** A line for each task set that is beyond its lease, and for what could not be read. */
export const clusterLines = ({ services, unread }: ClusterStatus): readonly string[] => [
  ...services.flatMap(beyondLeaseLines),
  ...unread.map((one) => `not read: ${formatUnread(one)}`),
];

export function clusterSummary(status: ClusterStatus): string {
  const rows = status.unread.map(({ cluster, service, why }) => [
    service === null ? 'all' : code(service),
    code(cluster),
    plain(why),
  ]);
  return `${paragraphs([
    `### 🔎 Status of ${formatClusters(status.clusters)}`,
    plain(clusterSentence(status)),
    beyondLeaseTable(status.services),
    deletingTable(status.services),
    rows.length === 0 ? null : table(['Service', 'Cluster', 'Could not be read'], rows),
  ])}\n`;
}

function deletingTable(services: ClusterStatus['services']): string | null {
  const rows = services.flatMap((one) =>
    one.deleting.map((sentence) => [code(one.service), code(one.cluster), plain(sentence)]),
  );
  return rows.length === 0 ? null : table(['Service', 'Cluster', 'Being deleted'], rows);
}

const formatClusters = (names: readonly string[]): string =>
  `${names.length === 1 ? 'cluster' : 'clusters'} ${names.join(', ')}`;

const formatUnread = ({ cluster, service, why }: UnreadStatus): string =>
  `${service === null ? `the services of cluster ${cluster}` : formatNamed({ cluster, service })} (${why})`;
