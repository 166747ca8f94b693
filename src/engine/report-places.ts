import type { Request } from '../domain/common/request/request.ts';
import { commentOf, markerOf, stampOf } from '../messages/comment.ts';
import { masked } from '../messages/masked.ts';
import { stateOf } from '../messages/state.ts';
import type { Story } from '../messages/story.ts';
import type { Clock, DeploymentId, DeploymentStatus, GitHubPort, RunnerPort } from '../ports.ts';
import { createChannel, type Channel, type Refusal } from './report-channel.ts';

/** Where and in whose name a release is told on GitHub. */
export interface Telling {
  /** `null`: there is no token. */
  readonly github: GitHubPort | null;
  /** GitHub environment to show a Deployment for; `null`: none. */
  readonly environment: string | null;
  readonly wantsComment: boolean;
  /** Values that nobody may read, in none of the places. */
  readonly secrets: readonly string[];
  readonly runner: RunnerPort;
  readonly clock: Clock;
  /** Told what a later process needs to go on telling. */
  readonly save: (name: 'deployment' | 'comment', value: string) => void;
  /** The Deployment that an earlier process opened; `null`: not known. */
  readonly deployment: DeploymentId | null;
}

/** Edits that change little wait so long: GitHub allows some hundred an hour for all that a token writes. */
const quietMs = 15_000;

/** The comment and the Deployment, as far as they are wanted and there is somewhere to put them. */
export function placesOf(telling: Telling, story: Story): readonly Channel<Story>[] {
  const { github, environment, wantsComment, runner } = telling;
  const { pull } = story.plan.release;
  const isWanted = environment !== null || (wantsComment && pull !== null);
  if (github === null) {
    if (isWanted)
      runner.annotate(
        'warning',
        'Not told on GitHub',
        'github-token is empty: no comment and no Deployment.',
      );
    return [];
  }
  return [
    ...(wantsComment && pull !== null ? [commentChannel(telling, github, pull)] : []),
    ...(environment === null ? [] : [deploymentChannel(telling, github, environment)]),
  ];
}

function commentChannel(telling: Telling, github: GitHubPort, pull: number): Channel<Story> {
  let isSaved = false;
  return createChannel<Story>({
    send: async (story) => {
      if (story.isToldByAnother) return;
      if (!isSaved) telling.save('comment', String(pull));
      isSaved = true;
      const body = `${commentOf(story)}\n\n${stampOf(story)}`;
      await github.upsertComment(pull, markerOf(story.plan), masked(body, telling.secrets));
    },
    textOf: commentOf,
    onRefusal: warnOnce(telling, 'Comment not up to date'),
    clock: telling.clock,
    everyMs: quietMs,
  });
}

function deploymentChannel(telling: Telling, github: GitHubPort, environment: string): Channel<Story> {
  let id: DeploymentId | null = telling.deployment;
  return createChannel<Story>({
    send: async (story) => {
      if (id === null) {
        if (story.commit === null) {
          if (story.ending !== null) telling.runner.annotate('warning', 'No Deployment', commitUnknown);
          return;
        }
        id = await openDeployment(github, environment, story.plan, story.commit);
        telling.save('deployment', String(id));
      }
      await github.setDeploymentStatus(id, deploymentStatus(story, telling.secrets));
    },
    // Of which commit it is may show only later than how it goes.
    textOf: (story) => `${stateOf(story).deployment} ${story.commit ?? ''}`,
    onRefusal: warnOnce(telling, 'Deployment not up to date'),
    clock: telling.clock,
    everyMs: quietMs,
  });
}

const commitUnknown =
  'No Deployment is shown: of which commit the version is that was gone back to is not known, and GitHub asks for one.';

/** A re-run goes on with the Deployment of its release, so that one release is shown once. */
async function openDeployment(
  github: GitHubPort,
  environment: string,
  request: Request,
  sha: string,
): Promise<DeploymentId> {
  const { id: payload } = request.release;
  const found = await github.findDeployment(environment, sha, payload);
  const description = `Blue-green release of ${request.service} in ${request.cluster}`;
  return found ?? github.createDeployment({ environment, sha, description, payload });
}

function deploymentStatus(story: Story, secrets: readonly string[]): DeploymentStatus {
  const { deployment: state, words } = stateOf(story);
  const { service, bake, release } = story.plan;
  const said = story.ending?.message ?? `${service}: ${words}`;
  return {
    state,
    description: masked(said, secrets),
    environmentUrl: bake.probeUrl,
    logUrl: release.runUrl,
  };
}

/** One warning for each kind of refusal, not one an update. The release goes on (invariant 9). */
function warnOnce({ runner, secrets }: Telling, title: string): (refusal: Refusal) => void {
  const said = new Set<string>();
  return ({ kind, message }) => {
    const text = masked(message, secrets);
    if (said.has(kind)) runner.debug(text);
    else runner.annotate('warning', title, `${text} The release goes on.`);
    said.add(kind);
  };
}
