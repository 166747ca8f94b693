// What the comment says of a rollback: whether it is ready, how it is started, and what it returns.
import { describe, expect, test } from '@jest/globals';
import type { RollbackWorkflow } from '../../src/domain/common/environment/rollback-workflow.ts';
import { rollbackWorkflowTag } from '../../src/domain/task-sets/tags/rollback-workflow.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { aGreen, aSet } from '../support/worlds.ts';
import { aFrame, aStep, ended, gallery, gatesPassed, shopPlan, told } from './stories.ts';

const aWorkflow = (...inputs: RollbackWorkflow['inputs']): RollbackWorkflow => ({ file: 'back.yml', inputs });

const warm = (workflow: RollbackWorkflow, repository: string = shopPlan.release.repository): string => {
  const green = aGreen(42);
  const tags = { ...green.tags, repository, ...rollbackWorkflowTag(workflow) };
  const memory = { ...gatesPassed, isBakePassed: true };
  const sets = [aSet(41), { ...green, tags }];
  return commentOf(told([aFrame(400, aStep('warm', 'warm'), { sets, isSwitched: true, memory })]));
};
const page = 'https://github.com/acme/shop/actions/workflows/back.yml';

test('a rollback that AWS refused is not called ready', () => {
  const text = commentOf(gallery['rollback failed']!);
  expect(text).toContain(
    '**Rollback**: AWS refused it: run the commands above. Blue `web:41` is kept until 12:16 UTC.\n',
  );
  expect(text).not.toContain('ready, about');
});

describe('what a rollback returns', () => {
  const line = (migration: string | null, isBlueThere = true): string => {
    const previous = { 'previous-revision': 'web:41' };
    const green = aGreen(42, { ...(isBlueThere ? {} : { status: 'PRIMARY' }), tags: previous });
    const tags = migration === null ? green.tags : { ...green.tags, migration };
    const memory = { ...gatesPassed, isBakePassed: true };
    const before = aFrame(400, aStep('warm', 'warm'), {
      ...{ sets: [aSet(41), { ...green, tags }], isSwitched: true, memory },
    });
    const gone = aFrame(500, aStep('warm', 'warm'), { sets: [{ ...green, tags }], isSwitched: true, memory });
    const text = commentOf(told(isBlueThere ? [before] : [before, gone]));
    return /^\*\*Rollback\*\*: (.*)$/m.exec(text)?.[1] ?? '';
  };
  const own = 'It returns code only: the migration of this release stays, and blue';
  // Blue may owe the test of an earlier migration.
  const stays = 'It returns code only: the migration stays, and blue';

  test.each([
    [null, 'It returns code only: changes to data stay.'],
    ['100.1.1 blue=tested', `${own} was tested on the new schema.`],
    ['100.1.1 blue=untested', `${stays} was not tested on the new schema with all that it passed before.`],
    ['100.1.1 blue=failed', `${stays} FAILED its test on the new schema, so a rollback brings errors.`],
  ])('is said once, with the migration that the tag %s names', (tag, words) => {
    for (const text of [line(tag), line(tag, false)]) {
      expect(text).toContain(words);
      expect(text.match(/schema|returns code only/g)).toHaveLength(tag === null ? 1 : 2);
    }
  });
});

describe('the link of a rollback', () => {
  test('leads to the form of the workflow that the tags of green name', () => {
    expect(warm(aWorkflow())).toContain(
      `ready, about 2 s. Blue \`web:41\` is kept until 12:16 UTC. It returns code only: changes to data stay. Run [\`back.yml\`](${page}).`,
    );
  });

  test('says what to give in the form', () => {
    const workflow = aWorkflow(
      { name: 'command', value: 'rollback' },
      { name: 'service', value: 'shop' },
      { name: 'ticket', value: null },
    );
    expect(warm(workflow)).toContain(
      `(${page}) with \`command\` set to \`rollback\` and \`service\` set to \`shop\` and \`ticket\` filled in.`,
    );
  });

  test('is none where another repository has the workflow', () => {
    expect(warm(aWorkflow(), 'acme/other')).not.toContain('back.yml');
  });

  test('stays once blue is gone, for a rollback that takes minutes', () => {
    const green = aGreen(42, { status: 'PRIMARY', tags: { 'previous-revision': 'web:41' } });
    const tags = {
      ...green.tags,
      ...rollbackWorkflowTag(aWorkflow()),
      repository: shopPlan.release.repository,
    };
    const memory = { ...gatesPassed, isBakePassed: true };
    const before = aFrame(400, aStep('warm', 'warm'), { isSwitched: true, memory });
    const gone = aFrame(1000, aStep('end', 'released'), {
      ...{ sets: [{ ...green, tags }], isSwitched: true, memory },
    });
    const text = commentOf(ended(told([before, gone]), { result: 'released', reason: 'released' }, 1001));
    expect(text).toMatch(
      /blue is gone\. The command rollback releases `web:41` again.*takes minutes\..*Run \[`back\.yml`\]/,
    );
    expect(text).not.toContain('aws ');
  });
});

describe('the end of a release', () => {
  const at = (request = shopPlan, isSwitched = false): string =>
    commentOf(told([aFrame(400, aStep('bake', 'baking'), { isSwitched, memory: gatesPassed })], request));

  test('is named before the switch by how long it takes from there', () => {
    expect(at()).toMatch(/\*\*The release ends\*\* about \d+m\d\ds after the switch, if nothing fails\./);
  });

  test('is that of blue, or of the bake where a later run deletes blue', () => {
    expect(at(shopPlan, true)).toMatch(/\*\*The release ends\*\* at about 12:\d\d UTC, if nothing fails\./);
    expect(at({ ...shopPlan, teardown: 'defer' })).toContain(
      '**The release ends** about 5m00s after the switch',
    );
  });

  test('is no longer named once it has ended', () => {
    const frames = [aFrame(400, aStep('bake', 'baking'), { isSwitched: true, memory: gatesPassed })];
    expect(commentOf(ended(told(frames), {}, 401))).not.toContain('**The release ends**');
  });
});

describe('a version before whose content may be quarantined', () => {
  const line = (previous: string | null, quarantined: string): string => {
    const { tags, ...green } = aGreen(42, { status: 'PRIMARY' });
    const named = previous === null ? {} : { 'previous-release': previous };
    const set = { ...green, tags: { ...tags, 'previous-revision': 'web:41', ...named } };
    const memory = { ...gatesPassed, isBakePassed: true, blue: null };
    const frame = aFrame(500, aStep('warm', 'warm'), { sets: [set], isSwitched: true, memory });
    const { service } = frame.world;
    const world = { ...frame.world, service: { ...service, tags: { ...service.tags, quarantined } } };
    const text = commentOf(told([{ ...frame, world }]));
    return /^\*\*Rollback\*\*: (.*)$/m.exec(text)?.[1] ?? '';
  };
  const needsForce = 'If its content is quarantined, that needs `force`.';

  test.each([
    [
      'by its release',
      '90 pull=4',
      'abc:90',
      'the content of `web:41` is quarantined. The command rollback releases it again only with `force`',
    ],
    [
      'of another release',
      '90',
      'abc:91',
      'releases `web:41` again, through all gates, which takes minutes. It returns',
    ],
    ['of no known release', null, 'abc:90', needsForce],
    ['while nothing is', null, '', 'which takes minutes. It returns'],
  ])('says what the command rollback would do: %s', (_, previous, quarantined, words) => {
    expect(line(previous, quarantined)).toContain(words);
    if (words !== needsForce) expect(line(previous, quarantined)).not.toContain(needsForce);
  });
});

describe('a release of the revision that was live', () => {
  const line = (previous: string | undefined): string => {
    const { tags, ...green } = aGreen(42, { status: 'PRIMARY', taskDefinition: aSet(41).taskDefinition });
    const named = previous === undefined ? {} : { 'previous-revision': previous };
    const memory = { ...gatesPassed, isBakePassed: true };
    const set = { ...green, tags: { ...tags, ...named } };
    const frames = [[aSet(41), set], [set]].map((sets, at) =>
      aFrame(400 + at * 100, aStep('warm', 'warm'), { sets, isSwitched: true, memory }),
    );
    return /^\*\*Rollback\*\*: (.*)$/m.exec(commentOf(told(frames)))?.[1] ?? '';
  };
  const again = 'The command rollback releases';

  test.each([
    ['one that is known', 'web:40', `blue is gone. ${again} \`web:40\` again`],
    ['one that is not known', undefined, 'blue is gone, and the previous revision is not known. Run'],
  ])('is rolled back to the revision before: %s', (_, previous, words) => {
    expect(line(previous)).toContain(words);
    expect(line(previous)).not.toContain('web:41');
  });
});
