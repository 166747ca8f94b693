// A change of the database that a release brings.

/** What runs once, as a task of green's revision. */
export interface Migration {
  /** expand: the version before can run on what it leaves. contract: it can't, so blue ends first. */
  readonly kind: 'expand' | 'contract';
  readonly command: readonly string[];
  /** `null`: the container behind the load balancer. */
  readonly container: string | null;
  /** ARN of the task role. `null`: as in the revision. */
  readonly taskRole: string | null;
  /** How long a run waits for it. It is never stopped. */
  readonly timeoutSeconds: number;
}

/** How long a run waits for one that it did not bring. */
export const usualTimeoutSeconds = 3600;
/** Files of the repository that change the database. */
export interface SchemaFiles {
  /** As `isInPath` reads them. At least one. */
  readonly paths: readonly string[];
  /** Whether a release that changes one of them without a migration is refused. Otherwise it warns. */
  readonly isRefused: boolean;
}

/** What a person says of a try whose end nobody saw (the input `migration-answer`). */
export interface MigrationAnswer {
  readonly tryId: string;
  /** done: it has ended well. again: it is started once more, as another try. */
  readonly says: 'done' | 'again';
}
