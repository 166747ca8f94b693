// One start, explored in a process of its own: its answer is a line of JSON. Arguments: a part of the start's name (all
// of them when empty), how many disturbances, and `first` if the first violation is enough.
import { explore } from './explore.ts';
import { starts } from './starts.ts';

const [name = '', disturbances = '1', mode = ''] = process.argv.slice(2);
const isFirstEnough = mode === 'first';
const exact = starts.filter((one) => one.name === name);
for (const start of exact.length > 0 ? exact : starts.filter((one) => one.name.includes(name))) {
  const bounds = { disturbances: Number(disturbances), isFirstEnough };
  const explored = explore(start, isFirstEnough ? { ...bounds, maxWorlds: 150_000 } : bounds);
  console.log(JSON.stringify({ start: start.name, ...explored }));
  if (isFirstEnough && explored.violations.length > 0) break;
}
