// Whether the program of a test can be started here. Without a look it would show only once green stands.
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import type { Check, CommandCheck } from '../../domain/common/checks/check.ts';
import { variablesIn } from '../config/variables.ts';

/** Why the program of this name can't be started. `null`: it can. */
export type WhyNot = (name: string) => string | null;

interface Place {
  /** The variable PATH. */
  readonly searched: string | undefined;
  /** Where commands run: the checkout. */
  readonly folder: string;
  readonly isWindows: boolean;
}

type Found = 'program' | 'plain file' | 'folder' | null;

/** As the system searches it for a process without a shell. */
export const programsIn =
  (place: Place): WhyNot =>
  (name) => {
    const { searched, folder, isWindows } = place;
    if (/\//.test(name) || (isWindows && name.includes('\\')))
      return whyNotFile(name, foundAt(path.resolve(folder, name), place));
    if (searched === undefined) return null;
    const folders = searched.split(isWindows ? ';' : ':').map((one) => path.resolve(folder, one));
    if (isWindows) folders.unshift(folder);
    if (folders.some((one) => foundAt(path.join(one, name), place) === 'program')) return null;
    const inCheckout = foundAt(path.join(folder, name), place);
    const advice =
      inCheckout === 'program' || inCheckout === 'plain file'
        ? `write ./${name} if the file in the checkout is meant`
        : 'install it in a step before this one';
    return `no folder of PATH has a program of this name: ${advice}${isWindows ? cmdFiles : ''}`;
  };

const cmdFiles = ', and add shell: pwsh if it is a .cmd file';

function whyNotFile(name: string, found: Found): string | null {
  switch (found) {
    case 'program':
      return null;
    case null:
      return path.isAbsolute(name)
        ? 'there is no such file on this runner'
        : 'there is no such file in the checkout: check the path, and that actions/checkout and what makes the file ran before this step';
    case 'folder':
      return 'its program is a folder';
    case 'plain file':
      return `its file is not executable: add it to git with --chmod=+x, or write what runs it, e.g. bash ${name}`;
  }
}

/** On Windows, a program may be named without its extension. */
function foundAt(file: string, { isWindows }: Place): Found {
  const all = (isWindows ? ['', '.com', '.exe'] : ['']).map((extension) => kindOf(`${file}${extension}`));
  return all.find((kind) => kind === 'program') ?? all.find((kind) => kind !== null) ?? null;
}

function kindOf(file: string): Found {
  try {
    if (statSync(file).isDirectory()) return 'folder';
    accessSync(file, constants.X_OK);
    return 'program';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'plain file' : null;
  }
}

/** A program that a variable names isn't known to a plan. */
const whyNotFirst = ({ words: [program = ''] }: CommandCheck, whyNot: WhyNot): string | null =>
  variablesIn(program).length > 0 ? null : whyNot(program);

/**
 * What is missing stops neither a plan, which runs no test, nor a rollback, which goes on without the tests that can't be
 * started.
 */
export function withoutMissing(
  checks: readonly Check[],
  command: 'plan' | 'rollback',
  whyNot: WhyNot,
): { readonly checks: readonly Check[]; readonly notes: readonly string[] } {
  const found = checks.map((check) => ({
    check,
    why: check.kind === 'command' ? whyNotFirst(check, whyNot) : null,
  }));
  const end = command === 'plan' ? 'can not be started here: a deploy is refused' : 'is left out';
  return {
    checks: found.filter(({ why }) => command === 'plan' || why === null).map(({ check }) => check),
    notes: found.flatMap(({ check, why }) =>
      why === null ? [] : [`tests.checks: the check ${check.name} ${end}, since ${why}`],
    ),
  };
}
