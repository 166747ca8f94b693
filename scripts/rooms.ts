// The rooms of src/domain by kind, each list in its order: a file imports from its own room and from earlier ones.
export const rooms: Readonly<Record<string, readonly string[]>> = {
  common: [
    'values',
    'environment',
    'load-balancer',
    'scaling',
    'tasks',
    'one-off-tasks',
    'terraform',
    'checks',
    'request',
    'run',
    'probes',
    'revision',
    'logs',
    'report',
  ],
  'task-sets': [
    ...['model', 'tags', 'roles', 'health', 'sessions', 'reset', 'warm', 'revision', 'evolve', 'preflight'],
    ...['warnings', 'checks'],
    ...['forward', 'rollback', 'sweep', 'status', 'terraform', 'dry-run', 'commands', 'decide', 'report'],
  ],
};
