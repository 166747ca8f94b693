// The release that the pictures show: of the service `web` in the cluster `shop`.
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { continueReport } from '../../src/domain/task-sets/report/report.ts';
import { beginReport, endReport, type Report } from '../../src/domain/common/report/report.ts';
import type { LogTail } from '../../src/domain/common/logs/tail.ts';
import type { TaskDefinitionArn } from '../../src/domain/common/values/arn.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { toldOf } from '../../__tests__/report/command-gallery.ts';
import { aRelease, restored } from '../../__tests__/report/known-release.ts';
import { planGallery, planned, toPlan, toRelease } from '../../__tests__/report/plan-stories.ts';
import { at, galleryOf, shopPlan } from '../../__tests__/report/stories.ts';
import { commandPlan, stagePlan, warm } from '../../__tests__/support/commands.ts';
import type { FakeState } from '../../__tests__/support/fake-state.ts';
import { runRelease } from '../../__tests__/support/fake-release.ts';
import { anAws } from '../../__tests__/support/scenarios.ts';

export const names = { cluster: 'shop', service: 'web' };
const { commit } = shopPlan.release;
const image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:2.4.0';
const ofApp = { bake: { ...shopPlan.bake, probeUrl: 'https://shop.example.com/basket' } };
const revision = { ...shopPlan.revision, images: [{ container: '', image }] };

export const webPlan: Request = {
  ...shopPlan,
  ...names,
  ...ofApp,
  revision,
  release: { ...shopPlan.release, id: '100-web' },
};
const gallery = galleryOf(webPlan);

/** In the region and account that README names. */
export const inPlace = (report: Report): Report => ({
  ...report,
  serviceKey: `eu-west-1/123456789012/${names.cluster}/${names.service}`,
});

export function storyOf(name: string): Report {
  const story = gallery[name] ?? planGallery[name];
  if (story === undefined) throw new Error(`There is no story "${name}".`);
  return inPlace(story);
}

/** Only the service is behind the rules. */
const alone = (state: FakeState): void => {
  state.rules = state.rules.slice(0, 2);
};

export const staged = (): Report =>
  inPlace(
    toldOf(
      anAws('good', alone),
      stagePlan({
        ...names,
        ...ofApp,
        revision,
        smoke: { url: 'https://shop.example.com:8443' },
        release: { id: '100-web', commit },
      }),
    ),
  );

export function rolledBackByHand(): Report {
  const aws = warm(alone, { ...names, release: { id: '100-web', commit } });
  const request = commandPlan(
    'rollback',
    { ...names, ...ofApp, release: { id: '200-web-rollback', commit } },
    { writtenReason: 'checkout fails' },
  );
  let report = beginReport(request, aws.nowMs);
  const { ending, reason } = runRelease(aws, request, {
    onStep: (step, world, memory) => {
      report = continueReport(report, step, world, memory);
    },
  });
  if (ending === null || reason === null) throw new Error('the run has no end');
  return inPlace(endReport(report, { ...ending, reason }, aws.nowMs));
}

const tail: LogTail = {
  lines: [
    { text: '02:07:58 loading 412 000 prices into memory' },
    { text: '02:08:02 heap out of memory' },
  ] as unknown as LogTail['lines'],
  words: 'From log group /ecs/web.',
};

/** Green never became ready, and the run shows one of its tasks. */
export const failed = (): Report => ({
  ...storyOf('rolled back'),
  failedTask: {
    arn: 'task/1',
    definition: 'web:42',
    container: 'web',
    hasRun: true,
    facts: [
      { name: 'task', value: '7e1c9a40d2b84f0f9a3b5c6d7e8f9012' },
      { name: 'stop code', value: 'EssentialContainerExited' },
      { name: 'stop reason', value: 'Essential container in task exited' },
      { name: 'container', value: 'web' },
      { name: 'exit code', value: '137' },
      { name: 'container reason', value: 'OutOfMemoryError: Container killed due to memory usage' },
    ],
    tail,
  },
});

/** The live version is one of `web`, too, and the load balancer has the name of the app. */
const toReleaseWeb: World = {
  ...toRelease,
  taskSets: toRelease.taskSets.map((set) => ({
    ...set,
    tags: { ...set.tags, release: (set.tags['release'] ?? '').replace('-shop', '-web') },
  })),
  loadBalancers: toRelease.loadBalancers.map((one) => ({ ...one, dnsName: 'shop.example.com' })),
};

export const plan = (): Report => inPlace(planned(toReleaseWeb, { ...toPlan, ...names, ...ofApp }));

/** The same release, as later runs know it. */
export const known = {
  release: {
    ...aRelease,
    ...{ id: '100-web', set: 'ecs-svc/42', revision: 'web:42', before: 'web:41', liveSinceMs: at(60) },
    rollbackWorkflow: { file: 'rollback.yml', inputs: [] },
  },
  before: { ...restored, id: '91-web', set: 'ecs-svc/41', revision: 'web:41' },
};

/** What a run sees once the next release is live. */
export function onNext(): Report {
  const story = storyOf('released');
  const green = {
    arn: 'ecs-svc/43',
    id: 'ecs-svc/43',
    revision: 'web:43' as TaskDefinitionArn,
    isThere: true,
  };
  const shares = (story.traffic?.shares ?? []).map((share) => ({ ...share, blue: 0, green: 100 }));
  const sentence = `All production traffic is on ${green.id} (${green.revision}).`;
  return {
    ...story,
    traffic: { sentence, plainSentence: sentence, shares, byGroup: '', isOnGreen: true },
    live: { ...green, hasAll: true, sinceMs: at(7200) },
    blue: null,
    green,
  };
}

export const requestOf = (command: Request['command']): Request =>
  commandPlan(
    command,
    { ...names, release: { id: command === 'rollback' ? '200-web-rollback' : '200-web' } },
    { writtenReason: 'checkout fails' },
  );
