// The contract of what is live: this release ends what it waits for, and goes on without it.
import { describeEnd } from '../../common/migrations/try-end.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { warning, type Warning } from '../preflight/finding.ts';
import { bringsContract } from '../migrations/sight.ts';
import { begunContract, isOwed } from '../tags/contract.ts';

/** A release that brings one itself runs what is open, too: what a migration tool has not done yet, it does then. */
export function contractWarnings({ request, world, roles }: Scene): readonly Warning[] {
  const [live, ...more] = roles.live;
  if (live === undefined || more.length > 0 || live === roles.green) return [];
  if (bringsContract(request) || !isOwed(world, live)) return [];
  const begun = begunContract(world);
  const note = begun?.set === live.id ? begun.note : null;
  // This release waits for it.
  if (note !== null && note.end === null) return [];
  const what = note?.end == null ? 'has not run' : `did not end well (${describeEnd(note.end)})`;
  return [
    warning(
      'contract-not-done',
      `the contract of ${formatSet(live)}, which is live, ${what}, and this release replaces that version without it. Run the command ` +
        'teardown first. Or leave the schema as it is, and bring the contract with a later release.',
    ),
  ];
}
