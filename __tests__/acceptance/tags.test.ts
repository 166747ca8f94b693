// Tags that do not stay, do not fit, or would be too long.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, expectAllOn, expectUntouched, released, rolledBack, v2 } from '../support/bad-luck.ts';
import { leaseTags, nextRun, rollbackInputs } from '../support/command-steps.ts';
import { afterWrites } from '../support/moments.ts';

const short = { ...v2, 'bake-time': '2s', 'warm-time': '0', 'probe-interval': '1s', 'smoke-passes': '1' };
const prefix = 'ecs-blue-green:';

/** A compliance job that removes this tag of the service before anybody can read it. Returns what ends it. */
function strip(stage: Stage, name: string): () => void {
  let isOver = false;
  afterWrites(stage, () => {
    if (!isOver) stage.sandbox.control.untagService({ service: 'web', names: [`${prefix}${name}`] });
  });
  return () => {
    isOver = true;
  };
}

chapter('a tag that something removes each time', () => {
  // Covers: tag-undone
  acceptance(
    'ends a release before anything is built if it is the fence, and says which tag it is',
    { world: webService({ isAutoScaled: true }), tagsLeft: [] },
    async (stage) => {
      const end = strip(stage, 'fence');
      const run = await stage.release(short).finally(end);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'write-reverted' });
      expect(run.log).toMatch(
        /something else undoes the tag ecs-blue-green:fence of service web: AWS accepted/,
      );
      expect(run.log).toContain('Find what changes it (a compliance job');
      expect(run.log).toContain('All production traffic is on blue');
      expect(stage.calls('TagResource').length).toBeLessThan(30);
      expect(stage.calls('RegisterTaskDefinition', 'CreateTaskSet', 'UntagResource')).toEqual([]);
      await expectUntouched(stage);
    },
  );

  // Covers: tag-undone
  acceptance(
    'ends a release before anything is built if it is the one that says how auto scaling was',
    { world: webService({ isAutoScaled: true }) },
    async (stage) => {
      const end = strip(stage, 'scaling');
      const run = await stage.release(short).finally(end);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'write-reverted' });
      expect(run.log).toContain('the tag ecs-blue-green:scaling of service web');
      expect(stage.world().scalableTargets[0]?.suspended.scaleIn).toBe(false);
      await expectUntouched(stage);
    },
  );

  // Covers: tag-undone
  acceptance(
    'rolls a release back before any traffic moves if it is the lease',
    { world: webService() },
    async (stage) => {
      const end = strip(stage, 'lease');
      const run = await stage.release(short).finally(end);
      expect(endOf(run)).toEqual(rolledBack('write-reverted'));
      expect(run.log).toContain('undoes the tag ecs-blue-green:lease of service web');
      expect(run.log).toContain('Users never saw green.');
      expect(stage.calls('ModifyRule', 'ModifyListener')).toEqual([]);
      await expectUntouched(stage);
    },
  );
});

const tagsOfOthers = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`team:${String(n)}`, 'shop']));

/** The tags of others at the end: none was touched. */
const othersOf = (stage: Stage): number =>
  Object.keys(stage.service().tags).filter((name) => name.startsWith('team:')).length;

chapter('a service with many tags of others', () => {
  // Covers: tags-full
  acceptance(
    'is refused with 46 of 50 tags in use, and nothing is written',
    { world: webService({ serviceTags: tagsOfOthers(46) }), tagsLeft: [] },
    async (stage) => {
      const run = await stage.release(short);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toContain('46 of the 50 tags that ECS allows for service web are in use by others');
      expect(run.log).toContain('Remove at least 3 tags from the service');
      expect(stage.calls().filter(({ isWrite }) => isWrite)).toEqual([]);
      await expectUntouched(stage);
    },
  );

  // Covers: tags-full
  acceptance(
    'is released with 43 of 50 tags in use',
    { world: webService({ serviceTags: tagsOfOthers(43) }) },
    async (stage) => {
      expect(endOf(await stage.release(short))).toEqual(released);
      expectAllOn(stage, 'web-b');
      expect(othersOf(stage)).toBe(43);
    },
  );
});

/** As long as ECS allows. */
const [cluster, service, family] = ['c', 's', 'f'].map((letter) => letter.repeat(255)) as [
  string,
  string,
  string,
];

/** The usual world with these names. */
function longWorld(): SandboxSpec {
  const spec = webService();
  const text = JSON.stringify({
    ...spec,
    services: (spec.services ?? []).map((one) => (one.name === 'web' ? { ...one, name: service } : one)),
    clusters: [{ name: cluster }],
  });
  return JSON.parse(
    text.replaceAll('"family":"web"', `"family":"${family}"`).replaceAll('"web:1"', `"${family}:1"`),
  ) as SandboxSpec;
}

// Covers: names-longest
acceptance(
  'a service whose cluster, name and family have 255 characters each is released and rolled back',
  { world: longWorld(), service, tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
  async (stage) => {
    const names = { cluster, service };
    const run = await stage.release({ ...short, ...names, 'warm-time': '10m', teardown: 'defer' });
    expect(endOf(run)).toEqual(released);
    expectAllOn(stage, 'web-b');
    const there = Object.keys(stage.service(service).tags).map((name) => name.replace(prefix, ''));
    expect(there.toSorted()).toEqual(['blue', ...leaseTags].toSorted());
    const back = await stage.release({ ...rollbackInputs, ...names }, nextRun(stage));
    expect(endOf(back)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
    expectAllOn(stage, 'web-a');
  },
);
