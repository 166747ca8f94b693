// Holds the requests that nock intercepts, and its answers, against GitHub's published description.
import { fill } from '../../../sandbox/github/fill.ts';
import { loadContract } from '../../../sandbox/github/contract.ts';

const prefix = '/api/v3';
const contract = await loadContract(prefix);

/** The answer of an operation, with what GitHub always sends besides `known`. */
export function answerOf(operation: string, status: number, known: unknown): object {
  const schema = contract.answerSchema(operation, status);
  if (schema === null) throw new Error(`${operation} has no answer ${String(status)}`);
  return fill(schema, known) as object;
}

/** Notes what differs from the description in all that this process sends and is answered, until `end`. */
export function watchWire(): { readonly problems: readonly string[]; end(): void } {
  const problems: string[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.clone().text();
    const response = await fetch(input, init);
    // GraphQL has a description of its own.
    if (pathname.startsWith(prefix)) {
      const query = Object.fromEntries(searchParams);
      const body = text === '' ? undefined : (JSON.parse(text) as unknown);
      const wire = { method: request.method, path: pathname, query, body };
      problems.push(...(await problemsOf(wire, response.clone())));
    }
    return response;
  };
  return {
    problems,
    end() {
      globalThis.fetch = fetch;
    },
  };
}

async function problemsOf(
  wire: Parameters<typeof contract.match>[0],
  response: Response,
): Promise<readonly string[]> {
  const matched = contract.match(wire);
  const call = `${wire.method} ${wire.path}`;
  if (matched === null) return [`${call} is no operation of GitHub`];
  const { operation, problems, unknownMembers } = matched;
  return [
    ...problems.map((problem) => `${operation}: ${problem}`),
    ...unknownMembers.map((member) => `${operation} has no ${member}`),
    ...(await answerProblems(operation, response)),
  ];
}

/** Errors, and what a proxy answers, are not described for each operation. */
async function answerProblems(operation: string, response: Response): Promise<readonly string[]> {
  const isJson = (response.headers.get('content-type') ?? 'application/json').includes('json');
  if (!response.ok || !isJson) return [];
  return contract
    .answerProblems(operation, response.status, await response.json())
    .map((problem) => `${operation} answers otherwise: ${problem}`);
}
