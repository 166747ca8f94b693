// The order of the test files: jest's own within each kind, and the kinds one after the other. What holds short times
// to account comes while the machine is free; the acceptance tests, which mostly wait, next; then what only computes.
import Sequencer from '@jest/test-sequencer';

const kinds = [/__tests__\/(sandbox|adapters|crash)\//, /__tests__\/acceptance\//, /./];
const kindOf = ({ path }) => kinds.findIndex((kind) => kind.test(path.replaceAll('\\', '/')));

export default class TestOrder extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return kinds.flatMap((_, kind) => sorted.filter((test) => kindOf(test) === kind));
  }
}
