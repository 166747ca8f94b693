// The input probe-headers, and the values of inputs that must never be shown.
import type { RawSettings } from '../settings/table.ts';
import { secretsInHeader } from '../domain/common/values/secrets.ts';
import type { Config } from './config/config.ts';
import { createReader, linesOf, repeated, type Reader } from './reader.ts';

/** What the connection and the length of a request set. With another value, no request would arrive whole. */
export const framingHeaders: readonly string[] = [
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Header name in lower case → value. A malformed line isn't quoted, because it may hold a secret. */
export function headersFrom(reader: Reader): Readonly<Record<string, string>> {
  const lines = linesOf(reader, 'probe-headers').map(headerOf);
  lines.forEach((header, index) => {
    if (header !== null) return;
    const advice =
      'write one header per line, e.g. X-Probe: release (the line is not shown because it may hold a secret)';
    reader.problem('probe-headers', `entry ${index + 1} is not "Name: value": ${advice}`);
  });
  const headers = lines.filter((header) => header !== null);
  const names = headers.map(([name]) => name);
  for (const name of names.filter((one) => framingHeaders.includes(one)))
    reader.problem('probe-headers', `sets ${name}, which each request sets itself: leave it out`);
  for (const twice of repeated(names))
    reader.problem('probe-headers', `sets ${twice} twice: write each header once`);
  return Object.fromEntries(headers);
}

function headerOf(line: string): readonly [string, string] | null {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*([\x20-\x7e]+)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? null : [name.toLowerCase(), value];
}

/** What has to be masked before the first line of the log. `requestFrom` quotes none of it. */
export function secretsIn(raw: Partial<RawSettings>, config: Config | null = null): readonly string[] {
  // A deploy reads both. What the command doesn't read is a secret all the same.
  const reader = createReader({ ...raw, command: 'deploy' }, config);
  const token = reader.text('github-token');
  return [...(token === null ? [] : [token]), ...headerValues(reader), ...(config?.secrets ?? [])];
}

/** All header values with their words, those of malformed lines too. */
const headerValues = (reader: Reader): readonly string[] =>
  linesOf(reader, 'probe-headers').flatMap((line) =>
    secretsInHeader(line.slice(line.indexOf(':') + 1).trim()),
  );
