// A world for bad input: one service for each thing that can be wrong with a service.
import { webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';

/** One task, blue in its own group. */
const one = (name: string): NonNullable<SandboxSpec['services']>[number] => ({
  name,
  desiredCount: 1,
  taskSets: [{ taskDefinition: 'web:1', targetGroup: `${name}-a`, primary: true }],
});

const full = one('full');
const oddServices: NonNullable<SandboxSpec['services']> = [
  ...['web', 'layer4', 'split', 'lonely', 'guarded', 'sticky'].map(one),
  { name: 'fresh', desiredCount: 1 },
  { name: 'rolling', controller: 'ECS', desiredCount: 0 },
  { name: 'deployed', controller: 'CODE_DEPLOY', desiredCount: 1 },
  { name: 'express', controller: 'ECS', resourceManagementType: 'ECS', desiredCount: 1 },
  { name: 'gone', status: 'INACTIVE', desiredCount: 1 },
  { ...one('asleep'), desiredCount: 0 },
  {
    ...full,
    taskSets: [...(full.taskSets ?? []), ...[1, 2, 3, 4].map(() => ({ taskDefinition: 'worker:1' }))],
  },
];

type Listener = NonNullable<NonNullable<SandboxSpec['loadBalancers']>[number]['listeners']>[number];
type Rule = NonNullable<Listener['rules']>[number];
type Action = NonNullable<Listener['defaultActions']>[number];

const forward = (groups: Record<string, number>, stickinessSeconds = 0): Action => ({
  type: 'forward',
  groups,
  stickinessSeconds,
});

const onHost = (name: string, priority: number, groups: Record<string, number>): Rule => ({
  name,
  priority,
  hosts: [`${name}.example.com`],
  actions: [forward(groups)],
});

/** Services that are each wrong in their own way, for one sandbox. Nothing answers, since nothing has to run. */
export const oddWorld: SandboxSpec = {
  settle: false,
  taskDefinitions: [
    webTaskDefinition('idle:v1'),
    {
      family: 'worker',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'worker', image: 'idle:v1', essential: true }],
    },
  ],
  apps: { 'idle:v1': {} },
  targetGroups: [
    ...['web-a', 'web-b', 'full-a', 'full-b', 'split-a', 'split-b', 'lonely-a'].map((name) => ({ name })),
    { name: 'fresh-a' },
    { name: 'fresh-b' },
    ...['asleep-a', 'guarded-a', 'guarded-b', 'sticky-a', 'sticky-b', 'elsewhere', 'admin'].map((name) => ({
      name,
    })),
    { name: 'machines', targetType: 'instance' },
    { name: 'layer4-a', protocol: 'TCP' },
    { name: 'layer4-b', protocol: 'TCP' },
  ],
  loadBalancers: [
    {
      name: 'front',
      listeners: [
        {
          name: 'http',
          defaultActions: [forward({ 'web-a': 100, 'web-b': 0 })],
          rules: [
            onHost('full', 10, { 'full-a': 100, 'full-b': 0 }),
            onHost('split', 20, { 'split-a': 50, 'split-b': 50 }),
            onHost('lonely', 30, { 'lonely-a': 100 }),
            onHost('admin', 40, { admin: 1 }),
            {
              name: 'sticky',
              priority: 60,
              paths: ['/sticky/*'],
              actions: [forward({ 'sticky-a': 100, 'sticky-b': 0 }, 3600)],
            },
            onHost('asleep', 70, { 'asleep-a': 1 }),
            onHost('fresh', 80, { 'fresh-a': 100, 'fresh-b': 0 }),
            onHost('guarded', 50, { 'guarded-a': 1, 'guarded-b': 0 }),
          ],
        },
        { name: 'https', protocol: 'HTTPS', defaultActions: [forward({ 'web-a': 100, 'web-b': 0 })] },
      ],
    },
    { name: 'second', listeners: [{ name: 'second', defaultActions: [forward({ elsewhere: 1 })] }] },
    {
      name: 'third',
      type: 'network',
      listeners: [{ name: 'tcp', protocol: 'TCP', defaultActions: [forward({ 'layer4-a': 1 })] }],
    },
  ],
  services: oddServices,
};
