// The tag `environment`: every name that GitHub allows comes back from the tags.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SetTags } from '../../src/domain/task-sets/model/world.ts';
import { formatRolledBack, lastRolledBack } from '../../src/domain/task-sets/tags/rolled-back.ts';
import { formatSetTags, parseSetTags } from '../../src/domain/task-sets/tags/set-tags.ts';
import { commandPlan } from '../support/commands.ts';
import { aGreen, aService } from '../support/worlds.ts';

const set = 'arn:aws:ecs:eu-central-1:1:task-set/main/shop/ecs-svc/1';
const written = (environment: string): Readonly<Record<string, string>> =>
  formatSetTags('shop', { environment });
const again = (tags: Readonly<Record<string, string>>): SetTags => parseSetTags(set, tags);

/** What AWS accepts (fact 14), and no space at an end of the value. */
const storable = /^[\p{L}\p{N}+\-=._:/@]([\p{L}\p{N} +\-=._:/@]{0,254}[\p{L}\p{N}+\-=._:/@])?$/u;

describe('the name of an environment', () => {
  test.each([
    ['production', 'production'],
    ['Produktion Süd/eu-1', 'Produktion Süd/eu-1'],
    ['stage=blue', 'stage=blue'],
    ['Production (EU)', 'Production =28=EU=29='],
    ['🚀 prod', '=1f680= prod'],
    [' prod ', '=20=prod=20='],
    ['a=28=b', 'a=3d=28=3d=b'],
  ])('%j is the tag %j', (environment, tag) => {
    expect(written(environment)).toEqual({ environment: tag });
    expect(again({ environment: tag })).toEqual({ environment });
  });

  test('comes back whole, however long and whatever its characters, from tags that AWS accepts', () => {
    const anyName = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), {
      minLength: 1,
      maxLength: 255,
    });
    fc.assert(
      fc.property(
        anyName.map((parts) => parts.join('')),
        (environment) => {
          const tags = written(environment);
          expect(Object.keys(tags).length).toBeLessThanOrEqual(9);
          if (Object.keys(tags).length === 1) expect(tags['environment']).toMatch(storable);
          for (const value of Object.values(tags)) expect(value).toMatch(/^[\p{L}\p{N} +\-=._:/@]{1,256}$/u);
          expect(again(tags)).toEqual({ environment });
        },
      ),
    );
  });

  test('that somebody else wrote into the tag is read as it is', () => {
    for (const text of ['=ffffff=', '==', '=28', 'a=b=c', 'prod=x=28'])
      expect(again({ environment: text })).toEqual({ environment: text });
  });

  test('comes back from the tag of a rollback', () => {
    const environment = 'Production (EU)';
    const tags: SetTags = { release: '95-shop', repository: 'acme/shop', environment };
    const text = formatRolledBack(commandPlan('rollback'), aGreen(2, { tags }), null);
    expect(text).toMatch(/^[\p{L}\p{N} +\-=._:/@]{1,256}$/u);
    const service = aService({ name: 'shop', tags: { 'rolled-back': text } });
    expect(lastRolledBack({ service })?.trace).toEqual(tags);
  });
});
