// The smoke tests that the setting `checks` lists.

/** One entry of the list, by how it is carried out. */
export type Check = HttpCheck;

interface CheckHeader {
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

/** Whether it may be repeated as often as needed. What writes is sent once. */
export const isReading = ({ method }: Pick<HttpCheck, 'method'>): boolean =>
  ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** How long all of them may take. */
export const checksSeconds = (checks: readonly Check[]): number =>
  checks.reduce((sum, { timeoutSeconds }) => sum + timeoutSeconds, 0);

/** Stands for the commit of the release in any text of a check. */
export const commitWord = '${commit}';
