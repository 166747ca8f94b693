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
  readonly middlewareStack: {
    add(middleware: never, options: object): void;
    addRelativeTo(middleware: never, options: object): void;
  };
}
interface Exchange {
  request?: unknown;
  response?: unknown;
}
type Next = (args: Exchange) => Promise<Exchange>;
interface RawResponse {
  readonly statusCode: number;
  /** `answers.ts` has read and checked it. */
  readonly body: Uint8Array;
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
    const { statusCode, body } = result.response as RawResponse;
    if (statusCode < 300) answered = JSON.parse(Buffer.from(body).toString('utf8')) as JsonObject;
    return result;
  };
  // Low priority runs after serialization and before signing.
  if (body !== undefined) {
    command.middlewareStack.add(write as never, { step: 'serialize', priority: 'low', name: 'rawRequest' });
  }
  // `after` is closer to the network, and still farther from it than the check of the answer.
  command.middlewareStack.addRelativeTo(read as never, {
    relation: 'after',
    toMiddleware: 'deserializerMiddleware',
    name: 'rawAnswer',
  });
  return {
    answer: () => {
      if (answered === undefined) throw new Error('There is no response yet: the command was not sent.');
      return answered;
    },
  };
}
