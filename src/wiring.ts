// The one place that connects inputs, the runner, GitHub and AWS. main, post and a sweep start from here.
import type { RawInputs } from './action-io.ts';
import { createAwsClients, type AwsClients } from './adapters/aws/clients.ts';
import { realClock } from './adapters/clock.ts';
import { servicesPort } from './adapters/ecs/services.ts';
import { createGitHub } from './adapters/github/port.ts';
import { githubRuns } from './adapters/github/runs.ts';
import { awsPorts } from './adapters/ports.ts';
import { readRunContext, type RunContext } from './adapters/runner/context.ts';
import { readEnvironment, type Environment } from './adapters/runner/environment.ts';
import { maskSecrets, readRawInputs, writeOutputs } from './adapters/runner/io.ts';
import { runner } from './adapters/runner/runner.ts';
import { describeRoute } from './domain/common/environment/proxy.ts';
import { traitsOf } from './domain/common/request/commands.ts';
import type { Request } from './domain/common/request/request.ts';
import type { StatusOfClusters } from './engine/status-all.ts';
import type { Sweeping } from './engine/sweep-all.ts';
import { secretsIn } from './inputs/headers.ts';
import { configFor, type Config } from './inputs/config/config.ts';
import { readConfigFile, type ConfigFile } from './inputs/config/file.ts';
import { createReader } from './inputs/reader.ts';
import { reportingFrom, type ReportingInputs } from './inputs/reporting.ts';
import { requestWithin, type Workspace } from './inputs/request.ts';
import { programsIn } from './inputs/checks/programs.ts';
import { filesIn, namesIn } from './inputs/revision/files.ts';
import { sweepScopeOf } from './inputs/sweep-scope.ts';
import { runsRefused, type ReadOnlyFor } from './report/answers/warnings.ts';
import { InputError } from './errors.ts';
import type { Clock, GitHubPort, RunnerPort, RunsPort } from './ports.ts';

/** What every process has, even if its inputs are wrong. */
export interface Inputs {
  readonly environment: Environment;
  readonly raw: RawInputs;
  /** `null`: none is given, or the command reads none. */
  readonly config: Config | null;
  readonly secrets: readonly string[];
}

/** Where a run is reported, and what reporting needs. */
interface Reporting extends Omit<ReportingInputs, 'token'> {
  /** `null`: there is no token. */
  readonly github: GitHubPort | null;
  readonly runs: RunsPort;
  /** Who started the run. `null`: a schedule, or not known. */
  readonly actor: string | null;
  /** Whose pull request started the run, if its token can't write. `null`: nobody's. */
  readonly readOnlyFor: ReadOnlyFor | null;
  readonly secrets: readonly string[];
  readonly runner: RunnerPort;
  readonly clock: Clock;
}

/** What a process works with. Nothing is sent until a port is used. */
export interface Wiring {
  readonly request: Request;
  readonly clients: AwsClients;
  readonly reporting: Reporting;
}

/** Reads the inputs, the config file and the environment, and masks the secrets before anything is logged. */
export async function readInputs(): Promise<Inputs> {
  const environment = readEnvironment(process.env);
  const raw = readRawInputs();
  const path = createReader(raw).text('config');
  const file = path === null ? null : await readConfigFile(path, workspace());
  return masking({ environment, raw, config: file === null ? null : configFor(file, raw, process.env) });
}

/** For post. The workspace may be gone by now, and post never moves a release forward. */
export function readInputsAgain(saved: string | null): Inputs {
  const raw = { ...readRawInputs(), 'task-definition': null };
  const file = saved === null ? null : (JSON.parse(saved) as ConfigFile);
  const config = file === null ? null : configFor(file, raw, process.env);
  const kept = config === null ? null : { ...config, texts: { ...config.texts, 'task-definition': null } };
  const environment = readEnvironment(process.env);
  return masking({ environment, raw, config: kept === null ? null : { ...kept, problems: [] } });
}

function masking(read: Omit<Inputs, 'secrets'>): Inputs {
  const secrets = [...secretsIn(read.raw, read.config), ...read.environment.proxies.passwords];
  maskSecrets(secrets);
  return { ...read, secrets };
}

const root = (): string => process.env['GITHUB_WORKSPACE'] ?? '.';

/** The checkout, where commands run with the PATH of this step. */
export const workspace = (): Workspace => ({
  ...filesIn(root()),
  whyNotStarted: programsIn({
    searched: process.env['PATH'],
    folder: process.cwd(),
    isWindows: process.platform === 'win32',
  }),
});

/** For post, which tests nothing: what a test needs may be gone by now. */
const leftWorkspace = (): Workspace => ({ ...filesIn(root()), whyNotStarted: () => null });

/** The workflow files of the checkout. */
export const workflowNames = (): readonly string[] => namesIn(root(), '.github/workflows');

/** How often a read of AWS is tried where seconds count: further attempts come after pauses of up to 8 s. The loop reads again. */
const hurriedAttempts = 3;

/** Throws an `InputError` with all problems of the inputs. `isHurried`: the process has little time. */
export async function wire(inputs: Inputs, isHurried: boolean): Promise<Wiring> {
  const { environment, raw, secrets } = inputs;
  const { aws, proxies } = environment;
  const context = readRunContext(process.env);
  const request = await withProblems([...aws.problems, ...context.problems], () =>
    requestWithin(raw, context, isHurried ? leftWorkspace() : workspace(), inputs.config),
  );
  const { rollsBack } = traitsOf(request);
  const { token, ...places } = reportingFrom(raw, inputs.config);
  const route = describeRoute(proxies, new URL(context.apiUrl));
  const settings = token === null ? null : { token, ...context, route };
  const github = settings === null ? null : createGitHub(settings);
  const runs =
    settings === null
      ? { isOver: () => Promise.resolve(null) }
      : githubRuns(settings, runsRefused({ runner, secrets }, request));
  return {
    request,
    clients: createAwsClients(process.env, {
      attempts: isHurried || rollsBack ? hurriedAttempts : undefined,
      proxies,
    }),
    reporting: {
      ...{ ...places, github, runs, actor: actorOf(context), secrets, runner, clock: realClock },
      readOnlyFor: readOnlyFor(context),
    },
  };
}

/**
 * GitHub gives the events of a fork's pull request a token that can't write, whatever the workflow says, but for
 * pull_request_target. Dependabot's gets such a token for that event as well.
 */
function readOnlyFor({ actor, eventName, isFork }: RunContext): ReadOnlyFor | null {
  if (!eventName.startsWith('pull_request')) return null;
  if (actor === 'dependabot[bot]') return 'Dependabot';
  return isFork && eventName !== 'pull_request_target' ? 'a fork' : null;
}

/** GitHub names somebody for a schedule too: who last changed the workflow file. */
const actorOf = ({ startedBy, eventName }: RunContext): string | null =>
  startedBy === '' || eventName === 'schedule' ? null : startedBy;

/** Adds these problems to those that the work finds, so that all are reported at once. */
async function withProblems<T>(problems: readonly string[], work: () => Promise<T>): Promise<T> {
  const more: string[] = [];
  try {
    const value = await work();
    if (problems.length === 0) return value;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    more.push(...error.problems);
  }
  throw new InputError([...problems, ...more]);
}

/** The status of clusters, if no service is named. `null`: of one service, or another command. */
export function clusterStatusOf(
  { request, clients, reporting }: Wiring,
  { raw }: Inputs,
): StatusOfClusters | null {
  if (request.command !== 'status' || request.service !== '') return null;
  const { runner, clock, secrets } = reporting;
  const services = servicesPort(clients);
  return { request, scope: sweepScopeOf(raw), services, runner, clock, secrets, writeOutputs };
}

/** What a sweep needs: any number of services, and one report. post finishes nothing of it; the next sweep does. */
export function sweepingOf({ request, clients, reporting }: Wiring, { raw }: Inputs): Sweeping {
  return {
    ...reporting,
    request,
    scope: sweepScopeOf(raw),
    services: servicesPort(clients),
    portsFor: (own) => ({ ...awsPorts(clients, own), runs: reporting.runs }),
    writeOutputs,
  };
}
