// Where the log of a container is, by its task definition.
import { lastPart } from '../values/arn.ts';
import { itemsOf, memberOf, type Json, type JsonObject } from '../values/json.ts';

/** A stream of CloudWatch Logs. */
export interface LogStream {
  readonly kind: 'stream';
  readonly region: string;
  readonly group: string;
  readonly stream: string;
}

/** Where to look, and why this action doesn't, as sentences. */
interface Elsewhere {
  readonly kind: 'elsewhere';
  readonly words: string;
}

export type LogPlace = LogStream | Elsewhere;

/** `task`: its ARN. */
export function logPlaceOf(task: string, definition: JsonObject, container: string): LogPlace {
  const found = itemsOf(memberOf(definition, 'containerDefinitions')).find(
    (one) => memberOf(one, 'name') === container,
  );
  const configuration = memberOf(found ?? null, 'logConfiguration');
  const driver = textIn(configuration, 'logDriver');
  if (found === undefined) return elsewhere(`The task definition has no container ${container}.`);
  if (driver === null) return elsewhere(withoutDriver(container));
  const options = memberOf(configuration, 'options');
  return driver === 'awslogs'
    ? streamOf(task, container, options)
    : elsewhere(byDriver(container, driver, options, routerIn(definition)));
}

const elsewhere = (words: string): Elsewhere => ({ kind: 'elsewhere', words });

function textIn(value: Json, member: string): string | null {
  const text = memberOf(value, member);
  return typeof text === 'string' && text !== '' ? text : null;
}

/** The awslogs driver names a stream `<prefix>/<container>/<task id>`. */
function streamOf(task: string, container: string, options: Json): LogPlace {
  const group = textIn(options, 'awslogs-group');
  const prefix = textIn(options, 'awslogs-stream-prefix');
  const region = textIn(options, 'awslogs-region') ?? regionOf(task);
  if (group === null)
    return elsewhere(`Container ${container} has the log driver awslogs without awslogs-group.`);
  // It becomes a part of the address that is asked.
  if (!/^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/.test(region))
    return elsewhere(`Container ${container} names an awslogs-region that is none. Correct it.`);
  if (prefix === null)
    return elsewhere(
      `Without awslogs-stream-prefix, the stream in log group ${group} (${region}) is named by the ID of the Docker ` +
        'container. Set the prefix, so that the last lines can be shown here.',
    );
  return { kind: 'stream', region, group, stream: `${prefix}/${container}/${lastPart(task)}` };
}

const regionOf = (task: string): string => task.split(':')[3] ?? '';

const withoutDriver = (container: string): string =>
  `Container ${container} has no logConfiguration. On Fargate its output is lost; on a container instance, docker logs ` +
  'shows it. With the log driver awslogs, the last lines are shown here.';

const onInstance = new Set(['json-file', 'journald']);

function byDriver(container: string, driver: string, options: Json, router: string | null): string {
  const why = 'This action reads only streams of the log driver awslogs.';
  if (driver === 'awsfirelens') return `${throughRouter(container, options, router)} ${why}`;
  // A task definition may hold any text here.
  const named = /^[\w-]{1,40}$/.test(driver) ? driver : 'unknown';
  return onInstance.has(driver)
    ? `The log driver ${named} keeps the output of container ${container} on its container instance. Look there. ${why}`
    : `The log driver ${named} sends the output of container ${container} to another system. Look there. ${why}`;
}

/** Options of an output may hold keys: only its name and its log group are shown. */
function throughRouter(container: string, options: Json, router: string | null): string {
  const output = shown(textIn(options, 'Name'), /^[\w-]{1,40}$/);
  const group = shown(textIn(options, 'log_group_name'), /^[\w./#-]{1,512}$/);
  const by = router === null ? 'FireLens' : `FireLens (container ${router})`;
  const to = output === null ? '' : ` to its output ${output}`;
  const where = group === null ? 'Look where it writes.' : `Look in log group ${group}.`;
  return `${by} sends the log of container ${container}${to}. ${where}`;
}

const shown = (text: string | null, form: RegExp): string | null =>
  text !== null && form.test(text) ? text : null;

function routerIn(definition: JsonObject): string | null {
  const router = itemsOf(memberOf(definition, 'containerDefinitions')).find(
    (one) => memberOf(one, 'firelensConfiguration') !== null,
  );
  return shown(textIn(router ?? null, 'name'), /^[\w-]{1,255}$/);
}

/** The values of all environment variables: any of them may be a password, whatever its name. */
export const environmentValues = (definition: JsonObject): readonly string[] =>
  itemsOf(memberOf(definition, 'containerDefinitions'))
    .flatMap((container) => itemsOf(memberOf(container, 'environment')))
    .flatMap((variable) => {
      const value = memberOf(variable, 'value');
      return typeof value === 'string' ? [value] : [];
    });
