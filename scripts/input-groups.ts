// The inputs of docs/inputs.md, by what a user wants to do.
import type { InputName } from '../src/settings/table.ts';

/** The headings of docs/inputs.md, each with its inputs. Every input has one place. */
export const inputGroups: Readonly<Record<string, readonly InputName[]>> = {
  'Choose what to do, and where': ['command', 'cluster', 'service', 'config'],
  'Say which version': [
    'task-definition',
    'image',
    'images',
    'container-name',
    'container-port',
    'pin-image',
    'commit',
  ],
  'Name the rules and the target groups': ['production-rules', 'test-rule', 'target-groups'],
  'Test green and watch production': ['test-url', 'health-paths', 'production-url', 'bake-time', 'alarms'],
  'Keep blue for a rollback': ['warm-time', 'warm-scale', 'teardown'],
  'Stage now and promote later': ['stage-expiry', 'release-id', 'expected-sha', 'restage'],
  'Roll back': ['rollback-to', 'keep-rolled-back', 'reason', 'force'],
  'Report on GitHub': ['environment', 'comment', 'github-token'],
  'Fit the job, and accept risks': ['time-limit', 'on-cancel', 'ignore', 'migration-answer'],
  'Work with Terraform': ['terraform-plan', 'on-drift'],
};
