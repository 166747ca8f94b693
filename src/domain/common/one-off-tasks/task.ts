// Tasks that run once, for a release and not for its users: no service starts or replaces them.
import type { CapacityProvider, Network, StoppedTask } from '../tasks/view.ts';
import type { Arn, TaskDefinitionArn } from '../values/arn.ts';

export type TaskArn = Arn<'task'>;

/** A test may be stopped. A migration never is, whether blue runs next to it or a contract has to wait for the end of blue. */
export type TaskPurpose = 'test' | 'migration' | 'contract';

/** What RunTask is asked for. Absent is `null`. */
export interface RunTask {
  readonly purpose: TaskPurpose;
  /** Hashed into the clientToken: the same text starts the same task, once (fact 40). */
  readonly tokenText: string;
  /** Written into the task's tag `try`, by which it is found again. */
  readonly tryId: string;
  readonly taskDefinition: TaskDefinitionArn;
  /** The container whose command and environment are replaced. */
  readonly container: string;
  readonly command: readonly string[];
  /** In addition to the container's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly placement: TaskPlacement;
  /** ARN of the task role. `null`: as in the revision. */
  readonly taskRole: string | null;
}

/** How much of a command, as JSON, RunTask gets. ECS limits all of its overrides; variables need the rest. */
export const mostOfCommand = 4000;

/** Where a task runs. */
export interface TaskPlacement {
  readonly launchType: string | null;
  readonly capacityProviders: readonly CapacityProvider[] | null;
  readonly platformVersion: string | null;
  readonly network: Network | null;
}

/** A one-off task of this service, as an observation shows it. */
export interface OneOffTask {
  readonly arn: TaskArn;
  /** Of the run, attempt and check that started it. Empty: its tag is gone. */
  readonly tryId: string;
  readonly taskDefinition: TaskDefinitionArn;
  /** The container whose command was replaced. `null`: ECS shows none. */
  readonly container: string | null;
  readonly lastStatus: string;
  /** False: ECS is ending it, or it has ended. */
  readonly isToRun: boolean;
  readonly createdAtMs: number | null;
  /** Whether ECS has shown it as running. */
  readonly hasRun: boolean;
  /** How it ended. `null`: it has not. */
  readonly stop: StoppedTask | null;
}
