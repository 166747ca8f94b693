// The order of the test files. Acceptance tests, which mostly wait, are spread evenly among all others, so that the
// processors are never idle. Of the others, those with servers come first. Those that compute come in order of name: in
// order of size, the longest would run at the same time.
import Sequencer from '@jest/test-sequencer';

const isOf = (folders, { path }) => folders.test(path.replaceAll('\\', '/'));
const serving = /__tests__\/(sandbox|adapters|crash|fault-matrix|conformance)\//;
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
    const others = sorted.filter((test) => !isOf(waiting, test));
    return spread(
      sorted.filter((test) => isOf(waiting, test)),
      [
        ...others.filter((test) => isOf(serving, test)),
        ...others.filter((test) => !isOf(serving, test)).sort((a, b) => a.path.localeCompare(b.path)),
      ],
    );
  }
}
