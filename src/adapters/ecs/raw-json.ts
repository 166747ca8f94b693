// Sends and reads raw JSON, without the SDK's serializer.
import type { JsonObject } from '../../domain/common/values/json.ts';

/**
 * The SDK drops every member that its model doesn't know (fact 21b). A task definition would lose members that ECS
 * introduced after this action was built.
 */
interface RawJson {
  /** The unchanged body of the last successful response. Throws if there was none. */
  answer(): JsonObject;
}

/** The part of an SDK command that is used here. The SDK's own type is bound to one command's input and output. */
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

/** Sends `body` instead of the command's serialized input. `undefined`: the request stays as it is. */
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
    // The SDK reads the body too, and gets the same bytes.
    response.body = bytes;
    if (response.statusCode < 300) answered = JSON.parse(bytes.toString('utf8')) as JsonObject;
    return result;
  };
  // Low priority runs closest to the network: after serialization and before signing, and before deserialization.
  if (body !== undefined) {
    command.middlewareStack.add(write as never, { step: 'serialize', priority: 'low', name: 'rawRequest' });
  }
  command.middlewareStack.add(read as never, { step: 'deserialize', priority: 'low', name: 'rawAnswer' });
  return {
    answer: () => {
      if (answered === undefined) throw new Error('There is no response yet: the command was not sent.');
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
