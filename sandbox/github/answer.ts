import type { MatchedRequest } from './contract.ts';
import type { Store } from './store.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Items of a list, of which the server sends one page. */
  readonly list?: readonly unknown[];
  /** Where the page goes when the answer is an object; without it the page is the answer. */
  readonly listMember?: string;
}

export interface Call extends MatchedRequest {
  readonly store: Store;
  /** The address of the repository's API, without a slash at the end. */
  readonly api: string;
  /** Where people would see the repository. */
  readonly html: string;
  /** Whether a Deployment's payload that is JSON text is answered parsed; GitHub's own examples show both. */
  readonly isPayloadParsed: boolean;
}

export type Handler = (call: Call) => Answer;

export interface ValidationError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export const notFound: Answer = {
  status: 404,
  body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
};

export function validationFailed(...errors: ValidationError[]): Answer {
  return {
    status: 422,
    body: {
      message: 'Validation Failed',
      errors,
      documentation_url: 'https://docs.github.com/rest',
      status: '422',
    },
  };
}

/** A list, of which the server cuts the page that was asked for. */
export const listOf = (list: readonly unknown[]): Answer => ({ status: 200, body: null, list });

/** A member of the request body that the description has as a string; `fallback` when it was left out. */
export function text(call: Call, name: string, fallback: string): string {
  const value = call.body[name];
  return typeof value === 'string' ? value : fallback;
}
