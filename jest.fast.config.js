// The inner loop: everything but what waits for servers, and the long simulations.
import all from './jest.config.js';

const { globalSetup, ...others } = all;
const isLeftOut = ['acceptance', 'crash', 'fault-matrix', 'sandbox', 'simulation', 'prove'];

export default {
  ...others,
  maxWorkers: '100%',
  testPathIgnorePatterns: isLeftOut.map((folder) => `<rootDir>/__tests__/${folder}/`),
};
