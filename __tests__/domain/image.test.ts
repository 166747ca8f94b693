import { describe, expect, test } from '@jest/globals';
import { ecrImageOf, pinImages, type FoundImage } from '../../src/domain/common/revision/image.ts';

const ecr = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const digest = `sha256:${'ab'.repeat(32)}`;

describe('an image in Amazon ECR', () => {
  test.each<[image: string, repository: string, reference: string]>([
    [`${ecr}/web:v2`, 'web', 'v2'],
    [`${ecr}/team/web`, 'team/web', 'latest'],
    ['111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/web:v2', 'web', 'v2'],
    ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/web:v2', 'web', 'v2'],
    ['111122223333.dkr-ecr.eu-west-1.on.aws/web:v2', 'web', 'v2'],
    ['111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu/web:v2', 'web', 'v2'],
    [`${ecr}/web@${digest}`, 'web', digest],
    [`${ecr}/web:v2@${digest}`, 'web', digest],
  ])('is %s', (image, repository, reference) => {
    expect(ecrImageOf(image)).toMatchObject({ account: '111122223333', repository, reference });
  });

  test.each([
    'public.ecr.aws/nginx/nginx:1.27',
    'web:v2',
    'registry.example.com:5000/web',
    'ghcr.io/acme/web:v2',
  ])('is not %s', (image) => {
    expect(ecrImageOf(image)).toBeNull();
  });
});

const content = (...images: readonly string[]) => ({
  family: 'web',
  containerDefinitions: images.map((image, index) => ({ name: `c${String(index)}`, image, essential: true })),
});
const pinned = (image: string, found: FoundImage | null, asked: readonly string[] = []) =>
  pinImages(content(image), found === null ? new Map() : new Map([[image, found]]), asked);

describe('pinning', () => {
  test('puts the digest in place of the tag in every container, and keeps the rest', () => {
    const image = `${ecr}/web:v2`;
    const found = new Map<string, FoundImage>([[image, { kind: 'digest', digest }]]);
    const {
      content: changed,
      notes,
      problems,
    } = pinImages(content(image, 'proxy:1.2', image), found, [image]);
    expect(changed).toEqual(content(`${ecr}/web@${digest}`, 'proxy:1.2', `${ecr}/web@${digest}`));
    expect(notes).toEqual([expect.stringContaining(`image ${image} is pinned to ${digest}`)]);
    expect(problems).toEqual([]);
  });

  test('refuses an image of an input that is not in its registry', () => {
    const image = `${ecr}/web:v3`;
    const { problems, notes } = pinned(image, { kind: 'missing' }, [image]);
    expect(problems).toEqual([
      `image "${image}" is not in its registry: push it before this step, or correct the tag`,
    ]);
    expect(notes).toEqual([]);
  });

  test('refuses no other image for that, since its registry may be a cache', () => {
    const image = `${ecr}/docker-hub/redis:7`;
    const { problems, notes, content: kept } = pinned(image, { kind: 'missing' });
    expect(problems).toEqual([]);
    expect(notes).toEqual([`image ${image} was not found in its registry, so it is not pinned`]);
    expect(kept).toEqual(content(image));
  });

  test('says why a registry could not be asked, and goes on with the tag', () => {
    const image = `${ecr}/web:main`;
    const {
      notes,
      mutableTags,
      content: kept,
    } = pinned(image, {
      kind: 'unknown',
      because: 'ecr:DescribeImages: AccessDenied',
    });
    expect(notes).toEqual([`image ${image} is not pinned to its digest: ecr:DescribeImages: AccessDenied`]);
    expect(mutableTags).toEqual([expect.stringMatching(/^mutable-tag: image \S+\/web:main has a tag that/)]);
    expect(kept).toEqual(content(image));
  });

  test.each([
    ['web', true],
    ['web:latest', true],
    ['registry.example.com:5000/web:main', true],
    ['registry.example.com:5000/web', true],
    ['ghcr.io/acme/web:v1.2.3', false],
    [`web@${digest}`, false],
    ['web:1.2.3', false],
    ['web:mainline-7', false],
    ['<IMAGE1_NAME>', false],
    ['me:pass@registry.example.com/web', false],
  ])('warns of the tag of %s elsewhere: %s', (image, isWarned) => {
    const { mutableTags } = pinned(image, null);
    expect(mutableTags.map((note) => note.slice(0, 12))).toEqual(isWarned ? ['mutable-tag:'] : []);
  });
});
