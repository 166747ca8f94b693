export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$|/(workflow|action)-schema\\.js$': '<rootDir>/scripts/ts-transform.mjs' },
  transformIgnorePatterns: ['/node_modules/(?!@actions/workflow-parser/)'],
  // Ends what hangs, and judges nothing: where processors are short, five seconds are soon over.
  testTimeout: 120_000,
  // A worker that leaks is still found; one that waits for a processor is none.
  workerGracefulExitTimeout: 30_000,
  // The acceptance tests mostly wait: more files than processors side by side, and slots that all of them share.
  maxWorkers: 4,
  maxConcurrency: 40,
  testSequencer: '<rootDir>/scripts/test-order.mjs',
  globalSetup: '<rootDir>/__tests__/support/usual-run.ts',
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
};
