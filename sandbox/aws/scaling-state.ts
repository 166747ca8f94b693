// What Application Auto Scaling holds of a service.
export interface ScalableTargetState {
  readonly resourceId: string;
  readonly createdAt: number;
  min: number;
  max: number;
  suspended: { scaleIn: boolean; scaleOut: boolean; scheduled: boolean };
  policies: readonly Readonly<Record<string, unknown>>[];
  readonly scheduled: ScheduledActionState[];
}

export interface ScheduledActionState {
  readonly name: string;
  schedule: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly createdAt: number;
  /** The schedule that was carried out last. */
  done: string | null;
}
