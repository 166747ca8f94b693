// The smoke tests that the setting `checks` lists.

/** One entry of the list, by how it is carried out. */
export type Check = HttpCheck | CommandCheck | TaskCheck;

export interface CheckHeader {
  /** What the report calls it. No two checks have the same name. */
  readonly name: string;
  /** Whether production has to pass it in the bake, too. */
  readonly isInBake: boolean;
  /** How long it may take to pass. */
  readonly timeoutSeconds: number;
  /** Values of variables. They are never shown. */
  readonly secrets: readonly string[];
}

/** A request to green, or in the bake to production. */
export interface HttpCheck extends CheckHeader {
  readonly kind: 'http';
  /** A path is asked where smoke tests ask theirs, a URL as it is. */
  readonly place: { readonly path: string } | { readonly url: string };
  readonly method: string;
  /** In lower case → value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly expected: Expected;
}

/** A program next to this action. Only exit code 0 passes. */
export interface CommandCheck extends CheckHeader {
  readonly kind: 'command';
  /** As the list has it. */
  readonly line: string;
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** Variables of the step that it gets, although they are withheld otherwise. */
  readonly passedOn: readonly string[];
}

/** A one-off task in the VPC. Only exit code 0 of the container passes. */
export interface TaskCheck extends CheckHeader {
  readonly kind: 'task';
  readonly command: readonly string[];
  /** `null`: the container behind the load balancer. */
  readonly container: string | null;
  /** `family:revision` or its ARN. `null`: what green runs. */
  readonly revision: string | null;
}

/** What an answer has to be. Empty or `null`: anything. */
export interface Expected {
  /** Statuses as ELB writes them: `200-299`. */
  readonly codes: string;
  /** A part of the body. */
  readonly text: string | null;
  /** A regular expression that the body matches. */
  readonly pattern: string | null;
  /** Path in the body as JSON → value as text. */
  readonly json: Readonly<Record<string, string>>;
  /** Name in lower case → value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly withinMs: number;
}

/** The check with this name also proves the switch. */
export const versionCheck = 'version';

/** Whether it may be repeated as often as needed. What a command or a task does isn't known. */
export const isRepeatable = (check: Check): boolean => check.kind === 'http' && isReading(check);

/** Whether some run where a runner outside of the VPC reaches nothing. */
export const testsInside = (checks: readonly Check[]): boolean => checks.some(({ kind }) => kind === 'task');

/** Whether it may be repeated as often as needed. What writes is sent once. */
export const isReading = ({ method }: Pick<HttpCheck, 'method'>): boolean =>
  ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** How long all of them may take. */
export const checksSeconds = (checks: readonly Check[]): number =>
  checks.reduce((sum, { timeoutSeconds }) => sum + timeoutSeconds, 0);

/** Stands for the commit of the release in any text of a check. */
export const commitWord = '${commit}';
