// The scale of a task set.

/** How many tasks it is to have at this percentage of the service's desired count. */
export const tasksAtScale = (desiredCount: number, percent: number): number =>
  Math.ceil((desiredCount * percent) / 100);
