// Accepts only answers of AWS: whole, in time, with a request id and the operation's own result.
import { isAnswerOf, isErrorOf, isKnownOperation } from './results.ts';
import type { Answer } from './results.ts';
import { describeRoute, proxiesIn, type Proxies } from '../../domain/common/environment/proxy.ts';

/** The time limit of one attempt, body included. A body that drips would otherwise hold a read forever. */
export const attemptLimitMs = 5_000;
/** No answer to a call of this action comes near it. */
const bodyLimitBytes = 32 * 1024 * 1024;

/** An answer that AWS didn't give. The write may have been carried out all the same. */
class NotFromAws extends Error {
  override readonly name = 'NotFromAws';
  /** The SDK repeats a read. */
  readonly $retryable = {};
  readonly $metadata: { readonly httpStatusCode: number };
  constructor(operation: string, { statusCode, headers }: Answer) {
    // A header is text from outside: no more of it than a type has.
    const [type = 'no content type'] = /^[\w.+-]+\/[\w.+-]+/.exec(headers['content-type'] ?? '') ?? [];
    super(`HTTP ${String(statusCode)} with a response to ${operation} that is not from AWS (${type})`);
    this.$metadata = { httpStatusCode: statusCode };
  }
}

/** The stack of an SDK client, as far as it is used here. The SDK's own type is bound to one client. */
interface AnyClient {
  readonly middlewareStack: { add(middleware: never, options: object): void };
}
interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: (AsyncIterable<Uint8Array> & { destroy?: (reason: Error) => void }) | Uint8Array;
}
interface Exchange {
  response: Response;
}
type Next = (args: unknown) => Promise<Exchange>;

/** Checks every answer to this client, closest to the network: the SDK parses only what passes. */
export const checkingAnswers = <C extends AnyClient>(client: C, proxies = proxiesIn({})): C =>
  checking(client, proxies, leftTheProcess);

/** The same for a client that fetches credentials. If that fails, the call that needs them isn't sent. */
export const checkingCredentials = <C extends AnyClient>(client: C, proxies: Proxies): C =>
  checking(client, proxies, repeatable);

function checking<C extends AnyClient>(client: C, proxies: Proxies, failed: (thrown: unknown) => Error): C {
  const check = (next: Next, context: { readonly commandName?: string }) => async (args: unknown) => {
    try {
      return await exchanged(next, args, (context.commandName ?? '').replace(/Command$/, ''));
    } catch (thrown) {
      const error = failed(thrown);
      routes.set(error, routeOf(args, proxies));
      throw error;
    }
  };
  client.middlewareStack.add(check as never, { step: 'deserialize', priority: 'low', name: 'checkAnswer' });
  return client;
}

const routes = new WeakMap<object, string>();

/** How the request of a failed call was sent. `null`: AWS answered, or nothing was sent. */
export const routeOfFailed = (error: unknown): string | null =>
  typeof error === 'object' && error !== null ? (routes.get(error) ?? null) : null;

interface Sent {
  readonly request: { readonly protocol: string; readonly hostname: string; readonly port?: number };
}

function routeOf(args: unknown, proxies: Proxies): string {
  const { protocol, hostname, port } = (args as Sent).request;
  const address = `${protocol}//${hostname}${port === undefined ? '' : `:${String(port)}`}`;
  return describeRoute(proxies, new URL(address));
}

async function exchanged(next: Next, args: unknown, operation: string): Promise<Exchange> {
  if (!isKnownOperation(operation))
    throw new Error(`The result of ${operation} is not listed in results.ts.`);
  const endsMs = performance.now() + attemptLimitMs;
  const exchange = await next(args);
  const { response } = exchange;
  const bytes = await wholeBody(response.body, endsMs - performance.now());
  const { statusCode, headers } = response;
  const answer = { statusCode, headers: lowerCase(headers), text: bytes.toString('utf8') };
  if (!isFromAws(operation, answer)) throw new NotFromAws(operation, answer);
  // The SDK reads the body too, and gets the same bytes.
  response.body = bytes;
  return exchange;
}

/** A 5xx keeps its meaning, whether AWS or a gateway in between sent it. */
const isFromAws = (operation: string, answer: Answer): boolean =>
  answer.statusCode >= 500 ||
  (answer.statusCode < 300 ? isAnswerOf(operation, answer) : isErrorOf(operation, answer));

const lowerCase = (headers: Response['headers']): Response['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

async function wholeBody(body: Response['body'], limitMs: number): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
  const late = Object.assign(new Error('The body of the response was not complete in time.'), {
    name: 'TimeoutError',
  });
  const timer = setTimeout(() => body.destroy?.(late), Math.max(0, limitMs));
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > bodyLimitBytes) throw new Error('The body of the response has no end.');
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}

const departed = new WeakSet<object>();

/** Remembers that the request of this error was handed to the network, and lets the SDK repeat it if it is a read. */
export function leftTheProcess(thrown: unknown): Error {
  const error = repeatable(thrown);
  departed.add(error);
  return error;
}

function repeatable(thrown: unknown): Error {
  const error = thrown instanceof Error ? thrown : copyOf(thrown);
  return '$retryable' in error ? error : Object.assign(error, { $retryable: {} });
}

/** The SDK replaces what isn't an `Error` here, such as an error of another realm, by one without its name and code. */
function copyOf(thrown: unknown): Error {
  const { name = 'Error', message = String(thrown), code } = (thrown ?? {}) as Partial<NodeJS.ErrnoException>;
  return Object.assign(new Error(message, { cause: thrown }), {
    name,
    ...(code === undefined ? {} : { code }),
  });
}

/** Whether the request may have reached AWS. An error that the SDK made of a response counts too. */
export const hasLeftTheProcess = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (departed.has(error) || '$response' in error);
