// CloudWatch alarms, as one read shows them.

export interface AlarmsView {
  /** Those that exist, of the alarms that the run was given. */
  readonly alarms: readonly AlarmView[];
  /** How far the run's clock was ahead of AWS's, whose time `sinceMs` is. */
  readonly skewMs: number;
}

export interface AlarmView {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** Since when it has been in this state, by AWS's clock. `null`: not known. */
  readonly sinceMs: number | null;
  /** CloudWatch's reason for the state: text from outside. */
  readonly reason: string;
  /** How long what it watches has to be wrong until it goes red, without the delay of data points. `null`: not known. */
  readonly firesAfterSeconds: number | null;
  /** What it watches. Empty for a composite alarm: only its own state is read. */
  readonly metrics: readonly AlarmMetric[];
}

export interface AlarmMetric {
  readonly name: string;
  readonly statistic: string;
  /** The dimension `TargetGroup`: `targetgroup/<name>/<id>`. `null`: it has none. */
  readonly group: string | null;
}

export const alarmNamed = (view: AlarmsView, name: string): AlarmView | undefined =>
  view.alarms.find((one) => one.name === name);

export const isRed = ({ state }: AlarmView): boolean => state === 'ALARM';

/** How AWS and this action name the states in sentences. */
export const formatState = ({ state }: Pick<AlarmView, 'state'>): string =>
  ({ OK: 'OK', ALARM: 'in ALARM', INSUFFICIENT_DATA: 'without data' })[state];

/** Names may have spaces. */
export const quoted = (name: string): string => `"${name}"`;
