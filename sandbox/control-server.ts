// The control API: the sandbox's own methods as JSON over HTTP, on a port of its own.
//   GET    /calls?since=<seq>   /world   /env   /faults   /tasks/<id>/output
//   POST   /faults              body: a fault          → {"id": 1}
//   POST   /faults/<id>/release                        lets held calls go on
//   DELETE /faults/<id>         /faults
//   POST   /runs                body: a workflow run, as GitHub knows it
//   GET    /main                                       → {"sha": …}, the commit that the default branch is at
//   POST   /merge               body: {"number": 1}    → {"sha": …}, the commit that it was merged as
//   POST   /control/<method>    body: its argument     → {"result": …}
import http from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Control } from './control.ts';
import type { Faults } from './faults.ts';
import type { RecordedCall } from './recorder.ts';
import type { GitHub } from './github/server.ts';
import type { WorkflowRun } from './github/store.ts';
import type { FaultSpec } from './spec.ts';
import { readBody } from './wire/http.ts';
import type { WorldPicture } from './world.ts';

interface Controllable {
  readonly control: Control;
  readonly faults: Faults;
  readonly calls: () => readonly RecordedCall[];
  readonly world: () => WorldPicture;
  readonly env: () => Readonly<Record<string, string>>;
  readonly github: Pick<GitHub, 'others'>;
  readonly taskOutput: (task: string) => readonly string[];
}

class NotFound extends Error {
  override readonly name = 'NotFound';
}

function get(sandbox: Controllable, url: URL): unknown {
  const [first = '', second = ''] = url.pathname.split('/').slice(1);
  switch (first) {
    case 'calls':
      return sandbox.calls().filter((one) => one.seq > Number(url.searchParams.get('since') ?? 0));
    case 'world':
      return sandbox.world();
    case 'env':
      return sandbox.env();
    case 'faults':
      return sandbox.faults.list();
    case 'main':
      return { sha: sandbox.github.others.head() };
    case 'tasks':
      return sandbox.taskOutput(second);
    default:
      throw new NotFound(`nothing at ${url.pathname}`);
  }
}

function post(sandbox: Controllable, url: URL, body: unknown): unknown {
  const [first = '', second = '', third = ''] = url.pathname.split('/').slice(1);
  if (first === 'faults' && third === 'release') {
    sandbox.faults.release(Number(second));
    return {};
  }
  if (first === 'runs') {
    sandbox.github.others.setRun(body as WorkflowRun);
    return {};
  }
  if (first === 'merge') {
    const { number } = body as { readonly number: number };
    return { sha: sandbox.github.others.mergePull(number, 'squash') };
  }
  if (first === 'faults') return { id: sandbox.faults.add(body as FaultSpec) };
  if (first !== 'control' || !Object.hasOwn(sandbox.control, second))
    throw new NotFound(`nothing at ${url.pathname}`);
  const method = sandbox.control[second as keyof Control] as (argument: unknown) => unknown;
  return { result: method(body) ?? null };
}

function remove(sandbox: Controllable, url: URL): unknown {
  const [first = '', second = ''] = url.pathname.split('/').slice(1);
  if (first !== 'faults') throw new NotFound(`nothing at ${url.pathname}`);
  if (second === '') sandbox.faults.clear();
  else sandbox.faults.remove(Number(second));
  return {};
}

async function answer(sandbox: Controllable, request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://control');
  const text = await readBody(request);
  if (request.method === 'GET') return get(sandbox, url);
  if (request.method === 'DELETE') return remove(sandbox, url);
  if (request.method === 'POST') return post(sandbox, url, text === '' ? {} : JSON.parse(text));
  throw new NotFound(`no ${request.method ?? ''} here`);
}

export function createControlServer(sandbox: Controllable): http.Server {
  return http.createServer((request, response) => {
    const send = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    answer(sandbox, request).then(
      (value) => {
        send(200, value);
      },
      (error: unknown) => {
        send(error instanceof NotFound ? 404 : 400, {
          error: error instanceof Error ? error.message : String(error),
        });
      },
    );
  });
}
