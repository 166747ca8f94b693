import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import nock from 'nock';

/** For every suite on the wire: no request leaves the machine, and every reply that was prepared is asked for. */
export function nothingLeaves(): void {
  beforeAll(() => {
    nock.disableNetConnect();
  });
  afterEach(() => {
    const unasked = nock.pendingMocks();
    nock.cleanAll();
    expect(unasked).toEqual([]);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
