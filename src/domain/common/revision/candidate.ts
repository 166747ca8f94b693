// The revision that a release would run.

import type { TaskSize } from '../tasks/size.ts';
import type { TaskDefinitionArn } from '../values/arn.ts';
import type { Json } from '../values/json.ts';

/** Derived from the inputs and the live revision. */
export interface Candidate {
  /** Where the base comes from: `file deploy/web.yaml`, `revision web:41 of the live task set`. */
  readonly source: string;
  readonly family: string;
  /** The hash of the content that would be registered. */
  readonly hash: string;
  /** The input of RegisterTaskDefinition, as raw JSON (fact 21b). `null`: an existing revision is deployed. */
  readonly content: Json | null;
  /** Set if nothing has to be registered: an input names it, it equals the live one, or it was found by its hash. */
  readonly registeredAs: TaskDefinitionArn | null;
  /** Why nothing has to be registered, in words. */
  readonly registeredBecause: string | null;
  readonly networkMode: string | null;
  readonly containers: readonly CandidateContainer[];
  /** Ports of the instance that each task needs for itself. Empty with awsvpc. */
  readonly hostPorts: readonly number[];
  /** Where it can run, as it says itself. Empty: it doesn't say. */
  readonly requires: readonly string[];
  /** The task role and the execution role, which the caller passes to ECS. */
  readonly roleArns: readonly string[];
  /** Differences to the live revision, one line per value, with secrets masked. `null`: there is none to compare with. */
  readonly changes: readonly string[] | null;
  readonly problems: readonly string[];
  /** Whether a registry was asked for digests. */
  readonly asksRegistry: boolean;
  /** What is to know of its images, a line each. */
  readonly notes: readonly string[];
  /** A warning for each image whose tag usually changes. */
  readonly mutableTags: readonly string[];
  /** Containers that work without requests. */
  readonly workers: readonly string[];
  /** How long its containers may take to start, by their own health checks. 0: they don't say. */
  readonly startSeconds: number;
  /** What a task takes, and what one of the live revision takes. `null`: not said, or not read. */
  readonly size: TaskSize | null;
  readonly liveSize: TaskSize | null;
}

export interface CandidateContainer {
  readonly name: string;
  /** For TCP: a target group can point at no other. */
  readonly ports: readonly number[];
}
