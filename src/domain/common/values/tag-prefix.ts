/** Every tag that is ours begins with this, on task sets, services and task definitions alike. */
export const tagPrefix = 'ecs-blue-green:';
