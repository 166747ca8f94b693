import type { Request } from '../../src/domain/common/request/request.ts';
import { InputError } from '../../src/errors.ts';
import { requestFrom, type Workspace } from '../../src/inputs/request.ts';
import type { Files } from '../../src/inputs/revision/files.ts';
import type { RawSettings } from '../../src/settings/table.ts';

export const context = {
  repository: 'acme/shop',
  runId: 4711,
  runAttempt: 2,
  runUrl: 'https://github.com/acme/shop/actions/runs/4711',
  sha: '0123456789abcdef0123456789abcdef01234567',
  runnerSha: 'f'.repeat(40),
  isHosted: false,
  pull: 12,
};

const elb = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
export const listener = `${elb}listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
export const otherListener = `${elb}listener/app/shop/50dc6c495c0c9188/0467ef3c8400ae65`;
export const rule = `${elb}listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;
export const groupA = `${elb}targetgroup/shop-a/73e2d6bc24d8a067`;
export const groupB = `${elb}targetgroup/shop-b/93e2d6bc24d8a068`;

/** A workspace that holds these files, and has every program. */
export const filesOf = (texts: Readonly<Record<string, string>>): Workspace => ({
  whyNotStarted: () => null,
  read: (name) => {
    const text = texts[name];
    return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
  },
});

/** The plan of these inputs, cluster and service given. */
export const plan = (raw: Partial<RawSettings>, files: Files = filesOf({})): Promise<Request> =>
  requestFrom({ cluster: 'production', service: 'web', ...raw }, context, { ...filesOf({}), ...files });

/** What is wrong with these inputs. */
export async function problemsOf(
  raw: Partial<RawSettings>,
  files: Files = filesOf({}),
): Promise<readonly string[]> {
  const error: unknown = await plan(raw, files).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError)) throw new Error('no InputError', { cause: error });
  return error.problems;
}
