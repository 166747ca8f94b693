import type { KnownRelease } from '../../src/domain/common/report/releases.ts';
import { noon } from '../support/worlds.ts';

/** A release of pull request 1 that another run has made. */
export const aRelease: KnownRelease = {
  id: '95-shop',
  set: 'ecs-svc/2',
  revision: 'web:2',
  repository: 'acme/shop',
  pull: 1,
  commit: 'c0ffee1234567890c0ffee1234567890c0ffee12',
  environment: 'production',
  standing: 'kept',
  hasBlue: false,
  liveSinceMs: noon - 600_000,
  before: 'web:1',
  rollbackWorkflow: null,
  forwardOnly: null,
};
