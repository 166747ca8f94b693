import { PortError } from '../../errors.ts';
import { troubleFrom } from './trouble.ts';

/** A write's whole time: a request that hangs must not hold up the way back. */
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
 * One write, within 5 s or the time that is given. `send` has to hand the options to a client that sends once. Rejects with `PortError`
 * and nothing else; its kind `lost` says that the write may have been carried out.
 */
export async function writing<T>(
  action: string,
  resource: string,
  send: (options: WriteOptions) => Promise<T>,
  limitMs = writeLimitMs,
): Promise<T> {
  try {
    return await send({ abortSignal: AbortSignal.timeout(limitMs) });
  } catch (error) {
    throw new PortError(troubleFrom(error, { action, resource, isWrite: true }), error);
  }
}

/** A write that a token makes safe to repeat: its client decides how often, each attempt within its own limit. */
export async function repeating<T>(action: string, resource: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw new PortError(troubleFrom(error, { action, resource, isWrite: true }), error);
  }
}

export interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly next: string | undefined;
}

/** Follows the pages to the end, or until `isEnough`. An empty page with a token is not the end. */
export async function allPages<T>(
  fetchPage: (token: string | undefined) => Promise<Page<T>>,
  isEnough: (items: readonly T[]) => boolean = () => false,
): Promise<T[]> {
  const items: T[] = [];
  let token: string | undefined;
  do {
    const page = await fetchPage(token);
    items.push(...(page.items ?? []));
    token = page.next === '' ? undefined : page.next;
  } while (token !== undefined && !isEnough(items));
  return items;
}

/** Asks for many things in as many calls as the operation's limit needs, at once, in order. */
export async function inChunks<A, B>(
  all: readonly A[],
  size: number,
  ask: (chunk: A[]) => Promise<readonly B[] | undefined>,
): Promise<B[]> {
  const chunks: A[][] = [];
  for (let start = 0; start < all.length; start += size) chunks.push(all.slice(start, start + size));
  const answers = await Promise.all(chunks.map(ask));
  return answers.flatMap((answer) => answer ?? []);
}
