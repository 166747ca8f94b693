// The table: every fact that the models of AWS have to agree on. A new fact is one more row in one of these lists.
import { deleted, tasks } from './stories-ends.ts';
import { revisions, scaling, tags } from './stories-service.ts';
import { counted, created } from './stories-sets.ts';
import { rules, targets } from './stories-traffic.ts';
import type { Story } from './story.ts';

export const stories: readonly Story[] = [
  ...created,
  ...counted,
  ...deleted,
  ...tasks,
  ...rules,
  ...targets,
  ...tags,
  ...scaling,
  ...revisions,
];
