import type { JsonObject } from '../../domain/common/values/json.ts';

/**
 * Past the SDK's serializer, in both directions: it drops every member that its model does not know (fact 21b), so a
 * task definition would lose what ECS learned after this action was built.
 */
interface RawJson {
  /** The body of the last successful answer, as it came. Throws when there was none. */
  answer(): JsonObject;
}

/** What this needs to see of an SDK command; its own types are tied to one command's input and output. */
interface AnyCommand {
  readonly middlewareStack: { add(middleware: never, options: object): void };
}
interface Exchange {
  request?: unknown;
  response?: unknown;
}
type Next = (args: Exchange) => Promise<Exchange>;
interface RawResponse {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

/** Sends `body` in place of what the SDK would make of the command's input. `undefined` leaves the request alone. */
export function asRawJson(command: AnyCommand, body?: JsonObject): RawJson {
  let answered: JsonObject | undefined;
  const write = (next: Next) => (args: Exchange) => {
    (args.request as { body: string }).body = JSON.stringify(body);
    return next(args);
  };
  const read = (next: Next) => async (args: Exchange) => {
    const result = await next(args);
    const response = result.response as RawResponse;
    const bytes = await bytesOf(response.body);
    // The SDK reads the body after us: it gets the same bytes again.
    response.body = bytes;
    if (response.statusCode < 300) answered = JSON.parse(bytes.toString('utf8')) as JsonObject;
    return result;
  };
  // Low priority is nearest to the wire: after the SDK has serialized, before it signs; before it deserializes.
  if (body !== undefined) {
    command.middlewareStack.add(write as never, { step: 'serialize', priority: 'low', name: 'rawRequest' });
  }
  command.middlewareStack.add(read as never, { step: 'deserialize', priority: 'low', name: 'rawAnswer' });
  return {
    answer: () => {
      if (answered === undefined) throw new Error('There is no answer yet: the command was not sent.');
      return answered;
    },
  };
}

async function bytesOf(body: RawResponse['body']): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
