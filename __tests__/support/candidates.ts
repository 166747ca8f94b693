import type { Candidate } from '../../src/domain/common/revision/candidate.ts';

/** The revision that a release of most tests would register. */
export const aCandidate = (changes: Partial<Candidate> = {}): Candidate => ({
  source: 'file deploy/web.json',
  family: 'web',
  hash: 'hash-2',
  content: { family: 'web' },
  registeredAs: null,
  registeredBecause: null,
  networkMode: 'awsvpc',
  containers: [{ name: 'web', ports: [8080] }],
  hostPorts: [],
  requires: [],
  roleArns: [],
  changes: null,
  problems: [],
  asksRegistry: false,
  notes: [],
  mutableTags: [],
  workers: [],
  startSeconds: 0,
  size: null,
  liveSize: null,
  ...changes,
});
