// The prefix of our tags.
/** All tags of this action begin with it, on task sets, services and task definitions. */
export const tagPrefix = 'ecs-blue-green:';
