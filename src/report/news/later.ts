// A comment that another run writes over that of a release's own run, in the order of every comment.
import { historyIn, othersLineIn, versionLineIn } from '../messages/kept.ts';
import { always, fitted, goes, type Part } from '../messages/markdown.ts';
import { plainTrafficLine, plainTrafficTable, type ShownTraffic } from '../messages/traffic.ts';

export interface Later {
  readonly title: string;
  /** What has happened, and what to do. */
  readonly alert: string | null;
  /** Where production traffic is. */
  readonly shown: ShownTraffic;
  /** Later changes may not be shown here. */
  readonly isDated: boolean;
  readonly rollback: readonly Part[];
  /** The version, for a comment that shows none. */
  readonly version: string | null;
  /** What only the release's own run knew is kept from it. */
  readonly current: string | null;
}

/** As Markdown, without stamp and footer. */
export const laterText = ({ title, alert, shown, isDated, rollback, version, current }: Later): string =>
  fitted([
    always(`### ${title}`),
    always(shown.traffic === null ? null : plainTrafficLine(shown, isDated)),
    always(alert),
    goes(4, 'the traffic table', plainTrafficTable(shown, isDated)),
    ...rollback,
    goes(1, 'the phases', historyIn(current)),
    goes(3, 'the version', versionLineIn(current) ?? version),
    goes(2, 'the other pull requests', othersLineIn(current)),
  ]);
