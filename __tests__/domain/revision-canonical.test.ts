import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/domain/common/values/json.ts';
import { canonicalText, isSameRevision } from '../../src/domain/common/revision/canonical.ts';
import { revisionDiff } from '../../src/domain/common/revision/diff.ts';

const revision = (container: JsonObject, rest: JsonObject = {}): JsonObject => ({
  family: 'web',
  networkMode: 'awsvpc',
  ...rest,
  containerDefinitions: [{ name: 'web', image: 'repo/web:v1', ...container }],
});
const plain = revision({});
const port = (mapping: JsonObject): JsonObject => ({ portMappings: [{ containerPort: 80, ...mapping }] });
const env = (...names: string[]): JsonObject => ({
  environment: names.map((name) => ({ name, value: name })),
});

describe('two revisions are the same', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['with the lists that AWS adds', plain, revision({ environment: [], mountPoints: [] }, { volumes: [] })],
    ['with the defaults that AWS adds', plain, revision({ essential: true, cpu: 0, privileged: false })],
    ['with nulls', plain, revision({ memory: null }, { taskRoleArn: null })],
    [
      'with read-only members',
      plain,
      revision({}, { revision: 4, status: 'ACTIVE', compatibilities: ['EC2'] }),
    ],
    ['with the protocol tcp', revision(port({})), revision(port({ protocol: 'tcp' }))],
    ['with the host port of awsvpc', revision(port({})), revision(port({ hostPort: 80 }))],
    [
      'with any free host port on a bridge',
      revision(port({}), { networkMode: 'bridge' }),
      revision(port({ hostPort: 0 }), { networkMode: 'bridge' }),
    ],
    ['in another order of variables', revision(env('A', 'B')), revision(env('B', 'A'))],
    [
      'with an implied health check',
      revision({ healthCheck: {} }),
      revision({ healthCheck: { retries: 3 } }),
    ],
    [
      'with sizes in other units',
      revision({}, { cpu: '1 vCPU', memory: '2GB' }),
      revision({}, { cpu: '1024', memory: '2048' }),
    ],
    [
      'with the empty host of a volume',
      revision({}, { volumes: [{ name: 'v' }] }),
      revision({}, { volumes: [{ name: 'v', host: {} }] }),
    ],
    [
      'with tags in another order',
      revision(
        {},
        {
          tags: [
            { key: 'a', value: '1' },
            { key: 'b', value: '2' },
          ],
        },
      ),
      revision(
        {},
        {
          tags: [
            { key: 'b', value: '2' },
            { key: 'a', value: '1' },
          ],
        },
      ),
    ],
  ])('%s', (_, a, b) => {
    expect(canonicalText(b)).toBe(canonicalText(a));
    expect(isSameRevision(a, b)).toBe(true);
  });
});

describe('two revisions differ', () => {
  test.each<[string, JsonObject]>([
    ['by image', revision({ image: 'repo/web:v2' })],
    ['by a container that may stop', revision({ essential: false })],
    ['by a variable with an empty value', revision({ environment: [{ name: 'A', value: '' }] })],
    ['by an empty string', revision({ user: '' })],
    ['by a protocol', revision(port({ protocol: 'udp' }))],
    ['by a member that is not known here', revision({}, { fieldOfNextYear: {} })],
    ['by the network', revision({}, { networkMode: 'bridge' })],
    [
      'by a second container',
      { ...plain, containerDefinitions: [{ name: 'web', image: 'repo/web:v1' }, { name: 'x' }] },
    ],
  ])('%s', (_, other) => {
    expect(isSameRevision(plain, other)).toBe(false);
  });

  test('by a host port that a bridge fixes', () => {
    const bridge = { networkMode: 'bridge' };
    expect(isSameRevision(revision(port({}), bridge), revision(port({ hostPort: 80 }), bridge))).toBe(false);
  });

  test('by the order of a command', () => {
    expect(isSameRevision(revision({ command: ['a', 'b'] }), revision({ command: ['b', 'a'] }))).toBe(false);
  });
});

/** The same value with the members of every object in reverse order. */
const reversed = (value: Json): Json => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item));
  const members = Object.entries(value as JsonObject).map(
    ([name, member]) => [name, reversed(member)] as const,
  );
  return Object.fromEntries(members.reverse());
};

test('the canonical text does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (raw) => {
      const content = raw as JsonObject;
      expect(canonicalText(reversed(content) as JsonObject)).toBe(canonicalText(content));
    }),
  );
});

test('the canonical text of a canonical text is itself', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (raw) => {
      const text = canonicalText(raw as JsonObject);
      expect(canonicalText(JSON.parse(text) as JsonObject)).toBe(text);
    }),
  );
});

describe('the difference of two revisions', () => {
  test('is empty when they are the same', () => {
    expect(revisionDiff(plain, revision({ cpu: 0, essential: true }))).toEqual([]);
  });

  test('names the container, whatever its place in the list', () => {
    const before: JsonObject = { containerDefinitions: [{ name: 'web', image: 'v1' }] };
    const after: JsonObject = {
      containerDefinitions: [
        { name: 'log', image: 'l1' },
        { name: 'web', image: 'v2' },
      ],
    };
    expect(revisionDiff(before, after)).toEqual([
      'containerDefinitions.log.image: added "l1"',
      'containerDefinitions.log.name: added "log"',
      'containerDefinitions.web.image: "v1" → "v2"',
    ]);
  });

  test('shows no value of variables, secrets, log options or anything named a secret', () => {
    const before = revision({
      environment: [
        { name: 'PASSWORD', value: 'hunter1' },
        { name: 'GONE', value: 'hunter2' },
      ],
      secrets: [{ name: 'KEY', valueFrom: 'arn:hunter3' }],
      logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': 'hunter4' } },
      apiKey: 'hunter5',
    });
    const after = revision({
      environment: [
        { name: 'PASSWORD', value: 'hunter6' },
        { name: 'NEW', value: 'hunter7' },
      ],
      secrets: [{ name: 'KEY', valueFrom: 'arn:hunter8' }],
      logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': 'hunter9' } },
      apiKey: 'hunter10',
    });
    const lines = revisionDiff(before, after);
    expect(lines.join('\n')).not.toContain('hunter');
    expect(lines).toEqual(
      expect.arrayContaining([
        'containerDefinitions.web.apiKey: changed',
        'containerDefinitions.web.environment.PASSWORD.value: changed',
        'containerDefinitions.web.environment.NEW.value: added',
        'containerDefinitions.web.environment.GONE.value: removed',
        'containerDefinitions.web.secrets.KEY.valueFrom: changed',
        'containerDefinitions.web.logConfiguration.options.splunk-token: changed',
      ]),
    );
  });

  test('of a command says only that it changed, in either revision', () => {
    const changed = ['containerDefinitions.web.command: changed'];
    const [one, other] = [revision({ command: ['serve'] }), revision({ command: ['serve', '--token=x'] })];
    expect(revisionDiff(one, other)).toEqual(changed);
    expect(revisionDiff(other, one)).toEqual(changed);
  });
});
