// The rooms of src/domain by kind, each list in its order: a file imports from its own room and from earlier ones.
export const rooms: Readonly<Record<string, readonly string[]>> = {
  common: [
    'values',
    'environment',
    'load-balancer',
    'scaling',
    'alarms',
    'tasks',
    'terraform',
    'request',
    'run',
    'probes',
    'revision',
    'report',
  ],
  'task-sets': [
    ...[
      'model',
      'tags',
      'roles',
      'health',
      'alarms',
      'sessions',
      'reset',
      'warm',
      'revision',
      'evolve',
      'preflight',
    ],
    ...['warnings'],
    ...['forward', 'rollback', 'sweep', 'status', 'terraform', 'dry-run', 'commands', 'decide', 'report'],
  ],
};
