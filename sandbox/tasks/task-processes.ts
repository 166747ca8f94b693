// Which processes belong to which task.
import { createHash } from 'node:crypto';
import type { Settings } from '../aws/context.ts';
import { openLog } from '../aws/logs/store.ts';
import { containersOf } from '../aws/ecs/task-definition-document.ts';
import type { ContainerDocument } from '../aws/ecs/task-definition-document.ts';
import type { ContainerState, TaskDefinitionState, TaskState } from '../aws/state.ts';
import type { AppSpec } from '../spec.ts';
import type { Runner, RunningProcess } from './runner.ts';

interface ProcessDeps {
  /** Starts a container in one of its ways: as a process, or inside this one. */
  readonly start: Runner['start'];
  /** By image; may change while the sandbox runs. */
  readonly apps: () => Readonly<Record<string, AppSpec>>;
  readonly settings: Pick<Settings, 'logs' | 'region'>;
  /** What every container has in its environment because of where it runs. */
  readonly network: Readonly<Record<string, string>>;
  /** Called after a container's process ended. The state already has the exit code. */
  readonly onExit: (task: TaskState, container: ContainerState) => void;
}

export interface TaskProcesses {
  /** Starts every container. Null if all run, else why the task can't start, in ECS's words. */
  readonly start: (task: TaskState, definition: TaskDefinitionState) => string | null;
  readonly signal: (task: TaskState, signal: NodeJS.Signals) => void;
  readonly output: (taskId: string) => readonly string[];
}

/** What the sandbox's apps listen to. An image that listens on another port says so in its `env`. */
function environmentOf(task: TaskState, container: ContainerState): Record<string, string> {
  const [binding] = container.bindings;
  return {
    PORT: String(binding?.hostPort ?? 0),
    HOST: task.address,
    TASK_ID: task.id,
    TASK_SET: task.taskSetId ?? '',
    SERVICE: task.serviceName ?? '',
    CONTAINER: container.name,
    IMAGE: container.image,
  };
}

const digestOf = (image: string, { push }: AppSpec): string =>
  `sha256:${createHash('sha256').update(`${image} ${push}`).digest('hex')}`;

type Apps = Readonly<Record<string, AppSpec>>;

export const digestsOf = (apps: Apps): ReadonlyMap<string, string> =>
  new Map(Object.entries(apps).map(([image, app]) => [image, digestOf(image, app)]));

/** The app of an image that is named by a tag or by its digest. */
function appOf(apps: Apps, image: string): { readonly app: AppSpec; readonly digest: string } | null {
  const [name = '', digest] = image.split('@');
  const known = [...digestsOf(apps)].find(([tagged, its]) =>
    digest === undefined ? tagged === image : its === digest && tagged.startsWith(`${name}:`),
  );
  const app = known === undefined ? undefined : apps[known[0]];
  return known === undefined || app === undefined ? null : { app, digest: known[1] };
}

/** What it runs, and its own variables. What RunTask gives it replaces the command of its image. */
function ofContainer(
  { oneOff }: TaskState,
  { name }: ContainerState,
  app: AppSpec,
  document: ContainerDocument,
): { readonly command: readonly string[]; readonly own: Readonly<Record<string, string>> } {
  const override = oneOff?.overrides.containerOverrides?.find((one) => one.name === name);
  const given = (override?.environment ?? []).map(({ name: key = '', value = '' }) => [key, value] as const);
  return {
    command: override?.command ?? [...app.command, ...document.command],
    own: { ...app.env, ...document.environment, ...Object.fromEntries(given) },
  };
}

export function createTaskProcesses(deps: ProcessDeps): TaskProcesses {
  const processes = new Map<string, RunningProcess[]>();

  const startContainer = (
    task: TaskState,
    container: ContainerState,
    document: ContainerDocument,
  ): string | null => {
    const found = appOf(deps.apps(), container.image);
    if (found === null) {
      return `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${container.image}: not found`;
    }
    const { app, digest } = found;
    if (app.cannotStart !== null) return app.cannotStart;
    const log = openLog(deps.settings, task.id, document);
    if (typeof log === 'string') return log;
    container.status = 'RUNNING';
    container.imageDigest = digest;
    const { command, own } = ofContainer(task, container, app, document);
    if (command.length === 0) return null;
    const started = deps.start({
      command,
      env: { ...environmentOf(task, container), ...deps.network, ...own },
      onLine: log,
      onExit: (code) => {
        Object.assign(container, { status: 'STOPPED', exitCode: code, isUp: false, pid: null });
        deps.onExit(task, container);
      },
    });
    if (started === null)
      return `CannotStartContainerError: exec: "${command[0] ?? ''}": executable file not found`;
    Object.assign(container, { isUp: true, pid: started.pid });
    processes.set(task.id, [...(processes.get(task.id) ?? []), started]);
    return null;
  };

  const signal = (task: TaskState, name: NodeJS.Signals): void => {
    for (const one of processes.get(task.id) ?? []) one.signal(name);
  };

  return {
    start(task, definition) {
      const documents = containersOf(definition.document);
      for (const container of task.containers) {
        const document = documents.find((one) => one.name === container.name);
        const problem = document === undefined ? null : startContainer(task, container, document);
        if (problem === null) continue;
        // Before an image is pulled, ECS fails the task as a whole.
        container.reason = problem.startsWith('ResourceInitializationError') ? null : problem;
        signal(task, 'SIGKILL');
        return problem;
      }
      return null;
    },
    signal,
    output: (taskId) => (processes.get(taskId) ?? []).flatMap((one) => one.output()),
  };
}
