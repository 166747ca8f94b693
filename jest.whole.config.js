// Every case of the acceptance tests, where `npm test` without a path plays the core and a slice of them.
import all from './jest.config.js';

export default { ...all, globalSetup: '<rootDir>/__tests__/support/slot-server.ts' };
