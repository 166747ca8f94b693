import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import nock from 'nock';
import { createGitHub } from '../../../src/adapters/github/port.ts';

const folder = mkdtempSync(join(tmpdir(), 'github-adapter-'));
afterAll(() => {
  nock.restore();
  rmSync(folder, { recursive: true });
});

test('loads with a broken event file, which makes @actions/github throw', async () => {
  const file = join(folder, 'event.json');
  writeFileSync(file, '{"pull_request":');
  process.env['GITHUB_EVENT_PATH'] = file;
  const apiUrl = 'https://ghes.example/api/v3';
  const sleep = (): Promise<void> => Promise.resolve();
  const github = createGitHub({ token: 'a-token', repository: 'acme/shop', apiUrl, sleep });
  try {
    nock(apiUrl).get('/repos/acme/shop/issues/7/comments').query({ per_page: 100, page: 1 }).reply(200, []);
    await github.updateComment(7, { marker: 'a marker', isOwn: () => false }, () => null);
    expect(nock.pendingMocks()).toEqual([]);
    expect(process.env['GITHUB_EVENT_PATH']).toBe(file);
  } finally {
    delete process.env['GITHUB_EVENT_PATH'];
  }
});
