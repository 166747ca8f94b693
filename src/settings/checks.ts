// The setting `checks`, and the keys of its entries.
import { shellNames } from '../domain/common/checks/command-line.ts';
import { checks, releasing, type Setting } from './setting.ts';

export const checksSetting = {
  description:
    "Tests of the service's own, as a list, in order: requests with the answer that each has to get (docs/checks.md). Green " +
    'has to pass them before the switch, and production those with `bake: true` in the bake. A check called `version` ' +
    'also proves the switch.',
  value: checks,
  commands: releasing,
  inFile: 'tests',
  isInput: false,
} as const satisfies Setting;

export interface CheckKey {
  /** The text in the documentation and the schema. */
  readonly description: string;
  readonly value: CheckValue;
  /** The key that such an entry has. Absent: any entry may have it. */
  readonly of?: 'http' | 'command' | 'task';
}

/** texts: one or several. mapping: names with values. */
export type CheckValue = 'text' | 'texts' | 'mapping' | 'duration' | 'latency' | 'flag' | 'method' | 'codes';

export const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Each entry has exactly one of them. */
export const kindKeys = ['path', 'url', 'run', 'task'] as const;

export const checkKeys = {
  name: {
    description: 'What the report calls it. Default: made from the other keys, such as `POST /orders`.',
    value: 'text',
  },
  path: {
    description: 'Path to request, starting with `/`. It is asked where `health-paths` are asked.',
    value: 'text',
    of: 'http',
  },
  url: {
    description: 'Absolute http(s) URL to request in place of a path. It gets no `probe-headers`.',
    value: 'text',
    of: 'http',
  },
  run: {
    description:
      'Command to run next to this action, such as `npm run e2e`. Exit code 0 passes. Without `shell`, nothing is expanded.',
    value: 'text',
    of: 'command',
  },
  shell: {
    description: `Shell for \`run\`: ${shellNames.join(', ')}. Default: none.`,
    value: 'text',
    of: 'command',
  },
  env: {
    description:
      'Names of variables of this step that the command gets, although it gets no `AWS_*`, `ACTIONS_*`, `INPUT_*` or `GITHUB_TOKEN`.',
    value: 'texts',
    of: 'command',
  },
  task: {
    description:
      'Command to run in the VPC as a task of its own, such as `[node, smoke.js]`. It has the network of green. Exit code 0 passes.',
    value: 'texts',
    of: 'task',
  },
  container: {
    description: 'Container that runs `task`. Default: the one behind the load balancer.',
    value: 'text',
    of: 'task',
  },
  revision: {
    description: 'Task definition of `task`, as `family:revision`. Default: what green runs.',
    value: 'text',
    of: 'task',
  },
  method: {
    description: `${methods.join(', ')}. Default: GET, or POST with a body.`,
    value: 'method',
    of: 'http',
  },
  headers: { description: 'Headers to send, as a mapping.', value: 'mapping', of: 'http' },
  body: {
    description:
      'Body to send. Its `content-type` is `application/json` if it is JSON, unless `headers` has one.',
    value: 'text',
    of: 'http',
  },
  status: {
    description: 'Statuses that pass, such as `201` or `[200, 300-399]`. Default: 200 to 299.',
    value: 'codes',
    of: 'http',
  },
  text: { description: 'Text that the body has to contain.', value: 'text', of: 'http' },
  matches: { description: 'Regular expression that the body has to match.', value: 'text', of: 'http' },
  json: {
    description: 'Values of the body as JSON: a path such as `build.commit` or `items[0].id`, and its value.',
    value: 'mapping',
    of: 'http',
  },
  header: {
    description: 'Headers that the answer has to have, with their values.',
    value: 'mapping',
    of: 'http',
  },
  within: {
    description: 'Longest time for one answer, such as `800ms` or `2s`, at most `30s`. Default: `5s`.',
    value: 'latency',
    of: 'http',
  },
  bake: {
    description: 'Whether production has to pass it in the bake, too: true or false. Default: false.',
    value: 'flag',
  },
  timeout: {
    description: 'Longest time until it has passed, at most `1h`. Default: `30s`.',
    value: 'duration',
  },
} as const satisfies Record<string, CheckKey>;

export type CheckKeyName = keyof typeof checkKeys;
export const checkKeyNames = Object.keys(checkKeys) as readonly CheckKeyName[];
