// Whether the target groups of the pair behave alike.
import type { Scene } from '../roles/scene.ts';
import { warning, type Warning } from '../preflight/finding.ts';
import { bothGroups } from '../preflight/groups.ts';

/** ELB returns every attribute, so a new one is compared too. */
export function attributeWarnings(scene: Scene): readonly Warning[] {
  const pair = bothGroups(scene);
  if (pair === null) return [];
  const [a, b] = pair;
  const names = Object.keys(a.attributes).filter((name) => name in b.attributes);
  const different = names.filter((name) => a.attributes[name] !== b.attributes[name]);
  if (different.length === 0) return [];
  const listed = different.map(
    (name) => `${name} ${a.attributes[name] ?? ''} and ${b.attributes[name] ?? ''}`,
  );
  return [
    warning(
      'attributes-differ',
      `the attributes of target groups ${a.name} and ${b.name} differ: ${listed.join(', ')}. Each release switches to the other ` +
        'group, so users get the other behavior every second time. Give both the same attributes.',
    ),
  ];
}
