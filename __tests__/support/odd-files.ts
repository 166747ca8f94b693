import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { webTaskDefinition } from '../../sandbox/seeds.ts';
import { casesFolder } from './case-files.ts';

/** Right in its types, and refused by ECS. */
const unfit = {
  ...webTaskDefinition('web:v2'),
  cpu: '{{CPU}}',
  memory: null,
  executionRoleArn: 'arn:aws:iam::ACCOUNT_ID:role/web-execution',
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:v2',
      portMappings: [{ containerPort: 8080, hostPort: 80 }],
      dependsOn: [{ containerName: 'envoy', condition: 'START' }],
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-region': 'REGION' } },
    },
  ],
};

/** One fault of each kind: a type, a member that ECS doesn't list, a placeholder, a port, a size, a name, an image. */
export const mixed = {
  ...webTaskDefinition('web:v2'),
  memory: null,
  networkmode: 'awsvpc',
  executionRoleArn: 'arn:aws:iam::ACCOUNT_ID:role/web-execution',
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:v2',
      essential: 'yes',
      portMappings: [{ containerPort: 8080, hostPort: 80 }],
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
    },
    { name: 'envoy', essential: false },
    { image: 'statsd:1', essential: false },
  ],
};

/** A folder with files that an input may name: one good task definition, and what else may stand in its place. */
export function oddWorkspace(): string {
  const workspace = mkdtempSync(path.join(tmpdir(), 'workspace-'));
  const at = (name: string): string => path.join(workspace, name);
  mkdirSync(at('folder.json'));
  writeFileSync(at('broken.json'), '{\n  "family": "web",\n  "cpu": 256,,\n}');
  writeFileSync(
    at('twice.json'),
    '{ "family": "web", "containerDefinitions": [{\n  "name": "web",\n  "image": "web:v1",\n  "image": "web:v2"\n}] }',
  );
  execFileSync('mkfifo', [at('pipe.json')]);
  symlinkSync('/dev/zero', at('zeros.json'));
  writeFileSync(at('huge.json'), Buffer.alloc(2 * 1024 * 1024, ' '));
  writeFileSync(at('deep.json'), `${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  writeFileSync(at('deep.yaml'), `${'- '.repeat(20_000)}a\n`);
  cpSync(casesFolder, workspace, { recursive: true });
  writeFileSync(at('web.json'), JSON.stringify(webTaskDefinition('web:v2')));
  writeFileSync(at('unfit.json'), JSON.stringify(unfit));
  writeFileSync(at('mixed.json'), JSON.stringify(mixed));
  const elsewhere = { ...webTaskDefinition('web:v2'), taskRoleArn: 'arn:aws:iam::999988887777:role/web' };
  writeFileSync(at('other-account.json'), JSON.stringify(elsewhere));
  return workspace;
}
