// The comments on GitHub, judged by the sandbox's own state.
import { webKey } from './shown-on-github.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';
import { parseDuration } from '../../src/domain/common/values/duration.ts';
import { actionsBot } from '../../sandbox/github/store.ts';
import type { WorldPicture } from '../../sandbox/world.ts';
import type { acceptance } from './acceptance.ts';
import type { Stage } from './acceptance-stage.ts';
import {
  isNamedFallback,
  returnedIn,
  sharesIn,
  switchedIn,
  untrueIn,
  type Picture,
  type PicturedSet,
} from './claims.ts';

const prefix = 'ecs-blue-green:';

/** As the sandbox has it. No run has seen this. */
export function pictureOf(stage: Stage): Picture {
  const { at, taskDefinitions, scalableTargets, oneOffTasks } = stage.world();
  const { tags } = stage.service();
  return {
    nowMs: at,
    quarantined: tags[`${prefix}quarantined`] ?? '',
    returnedTo: returnedIn(tags[`${prefix}rolled-back`]),
    switchedTo: switchedIn(
      Object.keys(tags)
        .filter((name) => name.startsWith(`${prefix}rules`))
        .toSorted()
        .map((name) => tags[name])
        .join(''),
    ),
    leaseUntil: /until=(\S+)/.exec(tags[`${prefix}lease`] ?? '')?.[1] ?? null,
    sets: setsOf(stage),
    rules: productionRules(stage).map(({ weights }) => sharesIn(named(stage, weights))),
    movedMs: movedMs(stage),
    revisions: taskDefinitions.flatMap(({ arn, status }) => (status === 'ACTIVE' ? [lastOf(arn)] : [])),
    migrations: oneOffTasks.filter(({ exitCodes }) => exitCodes.every((code) => code === 0)).length,
    isScaleInSuspended: scalableTargets.some(({ suspended }) => suspended.scaleIn),
    isSticky: stage.world().rules.some(({ actions }) => JSON.stringify(actions).includes('"Enabled":true')),
    workflows: workflowsOf(stage),
    settings: (run) => settingsOf(stage, run),
  };
}

/**
 * Those that hold a target group of the service, or have held one: somebody may have led them elsewhere. Not what a run named
 * for its tests.
 */
function productionRules(stage: Stage): WorldPicture['rules'] {
  const now = stage.world();
  const seen = [...stage.writes().map(({ before }) => before), now];
  const groups = new Set(
    seen.flatMap(({ services }) =>
      services
        .filter(({ name }) => name === stage.service().name)
        .flatMap(({ taskSets }) => taskSets.map(({ targetGroup }) => targetGroup)),
    ),
  );
  const held = seen.flatMap(({ rules }) =>
    rules.filter(({ weights }) => Object.keys(weights).some((name) => groups.has(name))),
  );
  const production = new Set(held.map(({ arn }) => arn));
  const tests = new Set(stage.ran().map(({ inputs }) => inputs['test-rule']));
  const isTest = ({ arn, listener }: WorldPicture['rules'][number]): boolean =>
    tests.has(arn) || tests.has(now.listeners.find(({ name }) => name === listener)?.arn);
  return now.rules.filter((rule) => production.has(rule.arn) && !isTest(rule));
}

const lastOf = (arn: string): string => arn.split('/').at(-1) ?? '';

const arnOf = (stage: Stage, name: string | null): string =>
  stage.world().targetGroups.find((group) => group.name === name)?.arn ?? '';

const named = (stage: Stage, weights: Readonly<Record<string, number>>) =>
  Object.entries(weights).map(([name, weight]) => [arnOf(stage, name), weight] as const);

function setsOf(stage: Stage): readonly PicturedSet[] {
  const { targetGroups } = stage.world();
  return stage.service().taskSets.map(({ id, taskDefinition, targetGroup, status, tags, scale }) => ({
    ...{ id, scalePercent: scale, revision: lastOf(taskDefinition), group: arnOf(stage, targetGroup) },
    isThere: status !== 'DRAINING',
    isFallback: isNamedFallback(stage.service().tags[`${prefix}kept-green`], id),
    pulls: stage.sandbox.github.others.pullsOf(tags[`${prefix}commit`] ?? ''),
    healthy: (targetGroups.find(({ name }) => name === targetGroup)?.targets ?? []).filter(
      ({ state }) => state === 'healthy',
    ).length,
    tags: Object.fromEntries(
      Object.entries(tags).map(([name, value]) => [name.replace(prefix, ''), value] as const),
    ),
  }));
}

/** When the last write of a rule changed what gets traffic. A write may change the stickiness only. */
function movedMs(stage: Stage): number | null {
  const weightsIn = (rules: ReturnType<Stage['world']>['rules']): string =>
    JSON.stringify(rules.map(({ name, weights }) => [name, weights]));
  let after = weightsIn(stage.world().rules);
  for (const { call, before } of stage.writes().toReversed()) {
    const then = weightsIn(before.rules);
    if (then !== after) return call.answeredAt ?? call.at;
    after = then;
  }
  return null;
}

/** In the checkouts of all runs. */
const workflowsOf = (stage: Stage): readonly string[] =>
  stage.ran().flatMap(({ workspace }) => {
    const folder = path.join(workspace ?? '', '.github/workflows');
    if (workspace === null || !existsSync(folder)) return [];
    return readdirSync(folder).filter((file) =>
      /\brollback\b/.test(readFileSync(path.join(folder, file), 'utf8')),
    );
  });

function settingsOf(stage: Stage, run: number): ReturnType<Picture['settings']> {
  const inputs = stage.ran().findLast(({ runId }) => runId === run)?.inputs;
  if (inputs === undefined) return null;
  const bake = parseDuration(inputs['bake-time'] ?? '');
  return { isKept: inputs['on-cancel'] === 'keep', bakeSeconds: bake.ok ? bake.seconds : 0 };
}

/** What the comments of this service say that isn't so, or that nothing judges. */
export function untrueComments(stage: Stage): readonly string[] {
  const own = stage.sandbox.github
    .state()
    .comments.filter(({ body, author }) => body.startsWith(marker) && author.login === actionsBot.login);
  return own.flatMap(({ pull, body, updatedAt }) =>
    untrueIn(body, pictureOf(stage), Date.parse(updatedAt)).map((what) => `#${String(pull)}: ${what}`),
  );
}

const marker = `<!-- ecs-blue-green:${webKey} -->`;

/** A case at whose end everything in every comment has to be so. */
export const withTrueComments =
  (play: typeof acceptance): typeof acceptance =>
  (name, options, body) => {
    play(name, options, async (stage) => {
      await body(stage);
      expect(untrueComments(stage)).toEqual([]);
    });
  };

/** The newest comment, after everything in every comment was so. */
export function trueComment(stage: Stage, pull = 1): string {
  expect(untrueComments(stage)).toEqual([]);
  return stage.sandbox.github.state().comments.findLast((comment) => comment.pull === pull)?.body ?? '';
}
