import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance } from '../support/acceptance.ts';

describe('a release', () => {
  acceptance('brings the new version without a failed request', { world: webService() }, async (stage) => {
    const run = await stage.release({ image: 'web:v2' });
    expect(run.exitCode).toBe(0);
  });
});
