// A comment that another run writes over that of a release's own run, in the order of every comment.
import { historyIn, othersLineIn, versionLineIn } from '../messages/kept.ts';
import { always, fitted, goes, type Part } from '../messages/markdown.ts';
import { plainTrafficTable, type ShownTraffic } from '../messages/traffic.ts';

export interface Later {
  readonly title: string;
  /** Where production traffic is. `null`: not known. */
  readonly traffic: string | null;
  /** What has happened, and what to do. */
  readonly alert: string | null;
  readonly shown: ShownTraffic;
  readonly rollback: readonly Part[];
  /** The version, for a comment that shows none. */
  readonly version: string | null;
  /** What only the release's own run knew is kept from it. */
  readonly current: string | null;
}

/** As Markdown, without stamp and footer. */
export const laterText = ({ title, traffic, alert, shown, rollback, version, current }: Later): string =>
  fitted([
    always(`### ${title}`),
    always(traffic),
    always(alert),
    goes(4, 'the traffic table', plainTrafficTable(shown)),
    ...rollback,
    goes(1, 'the phases', historyIn(current)),
    goes(3, 'the version', versionLineIn(current) ?? version),
    goes(2, 'the other pull requests', othersLineIn(current)),
  ]);
