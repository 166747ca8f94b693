import { describe, expect, test } from '@jest/globals';
import { describeRoute, proxiesIn, proxyVariables } from '../../src/domain/common/environment/proxy.ts';
import type { Variables } from '../../src/domain/common/environment/variables.ts';

const aws = new URL('https://ecs.eu-west-1.amazonaws.com');
const route = (variables: Variables, url = aws): string => describeRoute(proxiesIn(variables), url);

describe('the proxy that is used', () => {
  test.each<[fact: string, variables: Variables, expected: string]>([
    ['is none without a variable', {}, 'without a proxy'],
    [
      'is that of HTTPS_PROXY',
      { HTTPS_PROXY: 'http://proxy:3128' },
      'through the proxy proxy:3128 of HTTPS_PROXY',
    ],
    ['needs no scheme', { HTTPS_PROXY: 'proxy:3128' }, 'through the proxy proxy:3128 of HTTPS_PROXY'],
    [
      'needs no scheme in front of an address',
      { HTTPS_PROXY: '10.0.0.1:8080/' },
      'through the proxy 10.0.0.1:8080 of HTTPS_PROXY',
    ],
    [
      'is at 443 without a port',
      { HTTPS_PROXY: 'https://proxy' },
      'through the proxy proxy:443 of HTTPS_PROXY',
    ],
    // GitHub's runner hands http://proxy:80 on as http://proxy/.
    [
      'is at 80 without a port or scheme',
      { HTTPS_PROXY: 'proxy' },
      'through the proxy proxy:80 of HTTPS_PROXY',
    ],
    [
      'is at 80 as GitHub writes it',
      { https_proxy: 'http://proxy/' },
      'through the proxy proxy:80 of https_proxy',
    ],
    [
      'is at 80 if that is written',
      { HTTPS_PROXY: 'http://proxy:80' },
      'through the proxy proxy:80 of HTTPS_PROXY',
    ],
    [
      'is named in lower case first',
      { https_proxy: 'one:1', HTTPS_PROXY: 'two:2' },
      'through the proxy one:1 of https_proxy',
    ],
    [
      'is that of ALL_PROXY if none is for https',
      { ALL_PROXY: 'all:1' },
      'through the proxy all:1 of ALL_PROXY',
    ],
    [
      'is that of all_proxy',
      { all_proxy: 'http://all:1', ALL_PROXY: 'b:2' },
      'through the proxy all:1 of all_proxy',
    ],
    [
      'is not that of an empty variable',
      { https_proxy: '', HTTPS_PROXY: ' two:2\n' },
      'through the proxy two:2 of HTTPS_PROXY',
    ],
    [
      'shows no password',
      { HTTPS_PROXY: 'me:pass%20word@proxy:3128' },
      'through the proxy proxy:3128 of HTTPS_PROXY',
    ],
    [
      'is none if only http addresses have one, with the variable to set',
      { HTTP_PROXY: 'proxy:3128' },
      'without a proxy; HTTP_PROXY applies only to http addresses, so set HTTPS_PROXY if the runner needs one',
    ],
    [
      'is none for what NO_PROXY names',
      { HTTPS_PROXY: 'proxy:1', NO_PROXY: 'amazonaws.com' },
      'without a proxy, since NO_PROXY names ecs.eu-west-1.amazonaws.com',
    ],
  ])('%s', (_fact, variables, expected) => {
    expect(route(variables)).toBe(expected);
  });

  test.each<[entry: string, url: string, isDirect: boolean]>([
    ['*', 'https://a.example', true],
    ['a.example', 'https://a.example', true],
    ['.example', 'https://a.example', true],
    ['*.example', 'https://a.example', true],
    ['example', 'https://a.example', true],
    ['ample', 'https://a.example', false],
    ['EXAMPLE', 'https://a.example', true],
    ['b.example, a.example', 'https://a.example', true],
    ['b.example a.example', 'https://a.example', true],
    ['a.example:443', 'https://a.example', true],
    ['a.example:8443', 'https://a.example', false],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/8', 'https://a.example', false],
    ['10.1.2.3', 'https://10.1.2.3', true],
  ])('is not used with NO_PROXY %s for %s: %s', (entry, url, isDirect) => {
    const found = route({ HTTPS_PROXY: 'proxy:1', NO_PROXY: entry }, new URL(url));
    expect(found.startsWith('without a proxy')).toBe(isDirect);
  });

  test.each(['http://127.0.0.1:8000', 'http://localhost', 'http://[::1]:1'])(
    'is never used for %s',
    (url) => {
      expect(route({ http_proxy: 'proxy:1' }, new URL(url))).toBe(
        'without a proxy, since it is this machine',
      );
    },
  );
});

describe('a proxy that cannot be used', () => {
  test.each([
    ['socks5h://proxy:1080', /ALL_PROXY names a proxy of the kind socks5h.*HTTPS_PROXY/],
    ['http://', /ALL_PROXY is not the address of a proxy/],
    ['pro xy:1', /ALL_PROXY is not the address of a proxy/],
  ])('is named, and none is used: %s', (text, words) => {
    const proxies = proxiesIn({ ALL_PROXY: text });
    expect(proxies).toMatchObject({ secure: null, plain: null });
    expect(proxies.notes).toHaveLength(1);
    expect(proxies.notes[0]).toMatch(words);
  });
});

test('the password of a proxy is known, to be masked', () => {
  expect(proxiesIn({ HTTPS_PROXY: 'me:pass%20word@proxy:3128' }).passwords).toEqual(['pass word']);
});

test('every package gets the same variables', () => {
  const proxies = proxiesIn({
    ALL_PROXY: 'me:pw@proxy:3128',
    HTTP_PROXY: 'other:1',
    NO_PROXY: '.amazonaws.com 10.0.0.0/8 *.internal',
  });
  const known = [new URL('https://10.2.3.4/api/v3'), new URL('https://api.github.com')];
  expect(proxyVariables(proxies, known)).toEqual({
    https_proxy: 'http://me:pw@proxy:3128',
    http_proxy: 'http://other:1',
    no_proxy: 'amazonaws.com,.amazonaws.com,10.0.0.0/8,internal,.internal,10.2.3.4',
    HTTPS_PROXY: undefined,
    HTTP_PROXY: undefined,
    NO_PROXY: undefined,
  });
});
