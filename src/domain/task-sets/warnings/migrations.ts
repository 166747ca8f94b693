// A change of the database without a migration.
import { describeUndeclared } from '../migrations/undeclared.ts';
import { warning, type Warning } from '../preflight/finding.ts';
import type { Scene } from '../roles/scene.ts';

export function migrationWarnings(scene: Scene): readonly Warning[] {
  const sentence = describeUndeclared(scene);
  return sentence === null || scene.request.schemaFiles?.isRefused === true
    ? []
    : [warning('migration-not-declared', sentence)];
}
