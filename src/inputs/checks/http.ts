// A check that sends a request.
import { isReading, type Expected, type HttpCheck } from '../../domain/common/checks/check.ts';
import { pathSteps } from '../../domain/common/checks/json-path.ts';
import { successCodes } from '../../domain/common/load-balancer/health-check.ts';
import { hostIn, isRefusedAddress } from '../../domain/common/probes/refused-addresses.ts';
import { jsonIn } from '../../domain/common/values/json.ts';
import { methods } from '../../settings/checks.ts';
import { framingHeaders } from '../headers.ts';
import { refusedAddress } from '../reader.ts';
import type { Entry } from './entry.ts';

export type HttpParts = Pick<HttpCheck, 'kind' | 'place' | 'method' | 'headers' | 'body' | 'expected'>;

/** The keys of a request. Wrong ones are problems of the entry, and then the check isn't used. */
export function httpFrom(entry: Entry): HttpParts {
  const body = entry.text('body');
  const method = methodOf(entry, body);
  return {
    kind: 'http',
    place: placeOf(entry),
    method,
    body,
    headers: { ...typeOf(body), ...headersOf(entry) },
    expected: expectedOf(entry, method),
  };
}

function placeOf(entry: Entry): HttpCheck['place'] {
  if (entry.has('path')) {
    const path = entry.text('path') ?? '/';
    if (!/^\/[\x21-\x7e]*$/.test(path))
      entry.problem('path', `is ${entry.quoted(path)}: start it with /, and write no spaces`);
    return { path };
  }
  const text = entry.text('url') ?? '';
  const url = URL.parse(text);
  if (url !== null && (url.username !== '' || url.password !== ''))
    entry.problem(
      'url',
      'contains a user name or password: write an Authorization header in headers instead',
    );
  else if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hash !== '')
    entry.problem('url', `is ${entry.quoted(text)}: write an absolute http(s) URL without a fragment`);
  else if (isRefusedAddress(hostIn(url))) entry.problem('url', refusedAddress);
  return { url: text };
}

function methodOf(entry: Entry, body: string | null): string {
  if (!entry.has('method')) return body === null ? 'GET' : 'POST';
  const text = entry.text('method') ?? 'GET';
  const method = text.toUpperCase();
  if (!methods.some((one) => one === method))
    entry.problem('method', `is ${entry.quoted(text)}: write one of ${methods.join(', ')}`);
  else if (body !== null && isReading({ method }))
    entry.problem('body', `is not sent with ${method}: write method: POST, PUT, PATCH or DELETE`);
  return method;
}

const typeOf = (body: string | null): Readonly<Record<string, string>> =>
  body === null
    ? {}
    : { 'content-type': jsonIn(body) === undefined ? 'text/plain; charset=utf-8' : 'application/json' };

/** What Node sets for each request itself. */
const ownHeaders = [...framingHeaders, 'accept-encoding'];

function headersOf(entry: Entry): Readonly<Record<string, string>> {
  const headers = Object.entries(entry.mapping('headers'));
  for (const [name, value] of headers) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) entry.problem('headers', 'is no name of a header', name);
    else if (ownHeaders.includes(name.toLowerCase()))
      entry.problem('headers', 'is set for each request', name);
    else if (!/^[\x20-\x7e]*$/.test(value))
      entry.problem('headers', 'has a value that no header can have', name);
  }
  return lowerCased(entry, 'headers', headers);
}

function lowerCased(
  entry: Entry,
  key: 'headers' | 'header',
  headers: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> {
  const names = headers.map(([name]) => name.toLowerCase());
  headers.forEach(([name], index) => {
    if (names.indexOf(name.toLowerCase()) < index) entry.problem(key, 'is there twice: write it once', name);
  });
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

const mostWithinSeconds = 30;

function expectedOf(entry: Entry, method: string): Expected {
  const expected: Expected = {
    codes: codesOf(entry),
    text: entry.has('text') ? entry.text('text') : null,
    pattern: patternOf(entry),
    json: jsonOf(entry),
    headers: lowerCased(entry, 'header', Object.entries(entry.mapping('header'))),
    withinMs: entry.duration('within', { preset: 5, atMost: mostWithinSeconds }) * 1000,
  };
  if (method === 'HEAD')
    for (const key of ['text', 'matches', 'json'] as const)
      if (entry.has(key))
        entry.problem(key, 'needs a body, and the answer to HEAD has none: write method: GET');
  return expected;
}

function codesOf(entry: Entry): string {
  if (!entry.has('status')) return successCodes;
  const codes = entry.texts('status').flatMap((text) => text.split(',').map((one) => one.trim()));
  for (const code of codes.filter((one) => !/^[1-5]\d\d(-[1-5]\d\d)?$/.test(one)))
    entry.problem('status', `is ${entry.quoted(code)}: write e.g. 201, or 200-299`);
  return codes.join(',');
}

function patternOf(entry: Entry): string | null {
  const pattern = entry.has('matches') ? entry.text('matches') : null;
  if (pattern === null) return null;
  try {
    new RegExp(pattern, 'm');
  } catch {
    entry.problem('matches', `is ${entry.quoted(pattern)}: it is no regular expression of JavaScript`);
  }
  return pattern;
}

function jsonOf(entry: Entry): Readonly<Record<string, string>> {
  const json = entry.mapping('json');
  for (const path of Object.keys(json).filter((one) => pathSteps(one) === null))
    entry.problem('json', 'is no path: write e.g. build.commit or items[0].id', path);
  return json;
}
