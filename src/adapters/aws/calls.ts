// Sends reads and writes to AWS, pages included. All errors become `PortError`.
import { PortError, TooLate } from '../../errors.ts';
import { leftTheProcess } from './answers.ts';
import { troubleFrom } from './trouble.ts';

/** The time limit of a write, so that a request that hangs can't delay a rollback. */
const writeLimitMs = 5_000;

/** One read, retried by the client that sends it. Rejects with `PortError` and nothing else. */
export async function reading<T>(action: string, resource: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw new PortError(troubleFrom(error, { action, resource, isWrite: false }), error);
  }
}

export interface WriteOptions {
  readonly abortSignal: AbortSignal;
}

/**
 * One write, within `limitMs`. `send` has to pass the options to a client that sends once. Rejects with `PortError` and
 * nothing else. Its kind `lost` says that the write may have been carried out.
 */
export async function writing<T>(
  action: string,
  resource: string,
  send: (options: WriteOptions) => Promise<T>,
  limitMs = writeLimitMs,
): Promise<T> {
  const abortSignal = AbortSignal.timeout(limitMs);
  try {
    // The SDK stops listening to the signal once it has the headers. The body may still be on its way.
    return await Promise.race([send({ abortSignal }), abortionOf(abortSignal)]);
  } catch (error) {
    if (error instanceof TooLate) throw error;
    throw new PortError(troubleFrom(error, { action, resource, isWrite: true }), error);
  }
}

const abortionOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      const late = new Error('There was no response in time.');
      reject(leftTheProcess(Object.assign(late, { name: 'TimeoutError' })));
    });
  });

/** A write that its token makes safe to repeat. The client decides how often, and limits each attempt. */
export async function repeating<T>(action: string, resource: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof TooLate) throw error;
    throw new PortError(troubleFrom(error, { action, resource, isWrite: true }), error);
  }
}

export interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly next: string | undefined;
}

/** Fifty times what the largest service or load balancer has. */
const mostPages = 1_000;

/** A list whose pages have no end. Reading on would keep the process alive forever. */
class EndlessPages extends Error {
  override readonly name = 'EndlessPages';
}

/** Follows the pages to the end, or until `isEnough`. An empty page with a token is not the end. */
export async function allPages<T>(
  fetchPage: (token: string | undefined) => Promise<Page<T>>,
  isEnough: (items: readonly T[]) => boolean = () => false,
): Promise<T[]> {
  const items: T[] = [];
  let token: string | undefined;
  for (let pages = 1; pages <= mostPages; pages++) {
    const page = await fetchPage(token);
    items.push(...(page.items ?? []));
    if (page.next === undefined || page.next === '' || isEnough(items)) return items;
    if (page.next === token) throw new EndlessPages(`page ${String(pages)} names itself as the next page`);
    token = page.next;
  }
  throw new EndlessPages(`the list has no end after ${String(mostPages)} pages`);
}

/** Splits a request by the operation's limit, sends the parts at the same time, and keeps the order. */
export async function inChunks<A, B>(
  all: readonly A[],
  size: number,
  ask: (chunk: A[]) => Promise<readonly B[] | undefined>,
): Promise<B[]> {
  const answers = await Promise.all(chunked(all, size).map(ask));
  return answers.flatMap((answer) => answer ?? []);
}

export function chunked<A>(all: readonly A[], size: number): A[][] {
  const chunks: A[][] = [];
  for (let start = 0; start < all.length; start += size) chunks.push(all.slice(start, start + size));
  return chunks;
}
