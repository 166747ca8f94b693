// The tags of a task set as AWS stores them, and the facts that they hold.
import { lastPart } from '../../common/values/arn.ts';
import { longReleaseId, shortReleaseId } from '../../common/request/release-id.ts';
import type { SetTags } from '../model/world.ts';
import { decodeEnvironment, encodeEnvironment } from './environment.ts';
import { joinValue, partsOf, splitValue, type AwsTags } from './long-value.ts';
import { formatRules, parseRules, rulesTag } from './rollback-tags.ts';

/** What to write for these facts, without the prefix. The task set names its service, so the release ID leaves it out. */
export function formatSetTags(service: string, facts: SetTags): AwsTags {
  const {
    release,
    rules,
    pair,
    sessions,
    environment,
    contract,
    'previous-revision': before,
    ...others
  } = facts;
  return {
    ...others,
    ...(environment === undefined ? {} : splitValue('environment', encodeEnvironment(environment))),
    ...(release === undefined ? {} : { release: shortReleaseId(release, service) }),
    ...(before === undefined ? {} : splitValue('previous-revision', lastPart(before))),
    ...(sessions === undefined ? {} : splitValue('sessions', sessions)),
    ...(contract === undefined ? {} : splitValue('contract', contract)),
    ...formatRules({ ...(rules === undefined ? {} : { rules }), ...(pair === undefined ? {} : { pair }) }),
  };
}

/** The pull request of its release. `null`: the tags name none. */
export function pullIn({ pull }: SetTags): number | null {
  const number = Number(pull);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** The facts that the tags of a task set hold. `set`: its ARN. */
export function parseSetTags(set: string, tags: AwsTags): SetTags {
  const [, service] = /:task-set\/[^/]+\/([^/]+)\/ecs-svc\/\d+$/.exec(set) ?? [];
  const { release } = tags;
  const [before, sessions] = [joinValue('previous-revision', tags), joinValue('sessions', tags)];
  const contract = joinValue('contract', tags);
  const environment = joinValue('environment', tags);
  const parts = ['previous-revision', 'sessions', 'environment', 'contract', rulesTag].flatMap((name) =>
    partsOf(name),
  );
  return {
    ...Object.fromEntries(Object.entries(tags).filter(([name]) => !parts.includes(name))),
    ...(release === undefined || service === undefined ? {} : { release: longReleaseId(release, service) }),
    ...(before === undefined ? {} : { 'previous-revision': before }),
    ...(sessions === undefined ? {} : { sessions }),
    ...(contract === undefined ? {} : { contract }),
    ...(environment === undefined ? {} : { environment: decodeEnvironment(environment) }),
    ...parseRules(tags),
  };
}
