// The revision that a release would run.

import type { TaskDefinitionArn } from '../values/arn.ts';
import type { Json } from '../values/json.ts';

/** The revision that this release would run, worked out from the inputs and the live revision. */
export interface Candidate {
  /** Where the base came from, in words: `file deploy/web.yaml`, `revision web:41 of the live task set`. */
  readonly source: string;
  readonly family: string;
  /** Over the content that would be registered. */
  readonly hash: string;
  /** What RegisterTaskDefinition gets, as raw JSON (fact 21b). `null` when an existing revision is deployed as it is. */
  readonly content: Json | null;
  /** Set when nothing needs registering: named by the input, equal to the live one, or found by its hash. */
  readonly registeredAs: TaskDefinitionArn | null;
  /** Why nothing needs registering, in words. */
  readonly registeredBecause: string | null;
  readonly networkMode: string | null;
  readonly containers: readonly CandidateContainer[];
  /** Of the task and of its execution: what the caller hands to ECS. */
  readonly roleArns: readonly string[];
  /** What differs from the live revision, a line for each value, secret ones masked; `null`: nothing to compare with. */
  readonly changes: readonly string[] | null;
  readonly problems: readonly string[];
}

export interface CandidateContainer {
  readonly name: string;
  readonly ports: readonly number[];
}
