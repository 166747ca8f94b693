// What green does without any request: it begins when green starts, before any test.
import type { Scene } from '../roles/scene.ts';
import { warning, type Warning } from '../preflight/finding.ts';

export function workerWarnings({ world, roles }: Scene): readonly Warning[] {
  const { candidate } = world;
  const workers = candidate?.workers ?? [];
  if (candidate === null || workers.length === 0 || roles.green !== null) return [];
  return [
    warning(
      'works-untested',
      `${candidate.source} starts what works without requests: ${workers.join(', ')}. It begins when green starts, before any test, and runs in ` +
        'blue and green side by side until blue is deleted: messages go to either version, and schedules fire twice. Move it to ' +
        'a service of its own.',
    ),
  ];
}
