// The prefix of our tags.
/** All tags of this action begin with it, on task sets, services and task definitions. */
export const tagPrefix = 'ecs-blue-green:';

/** Only this action or AWS may set it. ECS refuses `aws:` in any case. */
export const isReservedTag = (key: string): boolean => key.startsWith(tagPrefix) || /^aws:/i.test(key);
