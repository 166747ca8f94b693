// The order of the test files. Tests that depend on short times run first, while the machine is free. Then the
// acceptance tests, which mostly wait, mixed with tests that compute. Both in order of name: in order of size, the
// longest would run at the same time.
import Sequencer from '@jest/test-sequencer';

const isOf = (folders, { path }) => folders.test(path.replaceAll('\\', '/'));
const timed = /__tests__\/(sandbox|adapters|crash|conformance)\//;
const waiting = /__tests__\/acceptance\//;

/** Both lists, each in its order, as evenly mixed as they go. */
function spread(some, others) {
  const placed = [some, others].flatMap((list) =>
    list.map((test, at) => ({ test, place: (at + 0.5) / list.length })),
  );
  return placed.sort((a, b) => a.place - b.place).map(({ test }) => test);
}

export default class TestOrder extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const rest = sorted.filter((test) => !isOf(timed, test));
    return [
      ...sorted.filter((test) => isOf(timed, test)),
      ...spread(
        rest.filter((test) => isOf(waiting, test)),
        rest.filter((test) => !isOf(waiting, test)).sort((a, b) => a.path.localeCompare(b.path)),
      ),
    ];
  }
}
