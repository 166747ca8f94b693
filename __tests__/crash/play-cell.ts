// A cell: the process dies at its write, another command comes, and everything has to be well.
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { Stage } from '../support/acceptance-stage.ts';
import type { CellVerdict } from '../matrix/verdicts.ts';
import { wrongStarts } from '../support/shop-apps.ts';
import { vanishAt } from '../support/vanish.ts';
import type { Cell } from './cells.ts';
import { wrongContract } from './contracting.ts';
import { outlast } from './left-world.ts';
import type { LeftWorld } from './left-world.ts';
import { owedBy } from './owed.ts';
import type { Owed, Rests } from './owed.ts';
import { calm, judged, openAt, ourTags, restOf, runOf } from './play.ts';
import type { Opened, Rest } from './play.ts';
import { isAllOn } from '../support/serving.ts';
import { namedIn, nextInputs, scenarios } from './scenarios.ts';

/** Seconds: from the start of the command after the kill to its end. */
export interface Verdict extends CellVerdict {
  /** What the killed run left that is neither harmful nor over, by name. */
  readonly remains: readonly string[];
}

/** A case takes half a minute or so. */
const patienceMs = 240_000;

export async function playCell(cell: Cell, left: LeftWorld | null, rests: Rests): Promise<Verdict> {
  const scenario = scenarios[cell.scenario];
  const opened = await openAt(scenario, left);
  const { stage } = opened;
  const lost = { id: cell.id, isGood: false, ending: '–', seconds: 0, sent: 0, failed: 0, remains: [] };
  const hung = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    hung.reject(new Error(`the case is not over after ${String(patienceMs / 1000)} s`));
  }, patienceMs);
  try {
    return await Promise.race([hung.promise, playOn(cell, opened, left !== null, rests)]);
  } catch (error) {
    return { ...lost, problems: [String(error)], report: stage.report() };
  } finally {
    clearTimeout(timer);
    await opened.close();
  }
}

async function playOn(cell: Cell, opened: Opened, isOther: boolean, rests: Rests): Promise<Verdict> {
  const { stage } = opened;
  await dieAt(cell, opened, isOther);
  const died = stage.world();
  if (cell.next === 'sweep') outlast(stage);
  const { rest, seconds } = await goOn(cell, opened, isOther);
  const owed = owedBy(cell.scenario, cell.next, died, rests);
  const contract = await completed(cell, opened, rest);
  const report = stage.report();
  const tagsLeft = ourTags(stage).filter((name) => owed.tags.includes(name));
  const wanted = { version: owed.version, setsLeft: owed.sets, tagsLeft };
  const { problems, sent, failed } = await judged(stage, scenarios[cell.scenario], wanted);
  const starts = opened.migrations === null ? [] : wrongStarts(opened.migrations(), 1);
  const all = [...differences(owed, rest), ...contract, ...starts, ...problems];
  return {
    id: cell.id,
    isGood: all.length === 0,
    ending: `${rest.result} (${rest.reason}), ${rest.version ?? 'split'}`,
    ...{ seconds, sent, failed },
    remains: owed.result === 'refused' ? remainsOf(stage, rest) : [],
    problems: all,
    report: all.length === 0 ? '' : report,
  };
}

/** What a killed run left that the next command may not touch, or doesn't. The fence and blue's name don't count. */
function remainsOf(stage: Stage, { tags, version, sets }: Rest): readonly string[] {
  const primary = stage.service().taskSets.find(({ status }) => status === 'PRIMARY');
  const isLabelAstray = primary !== undefined && !isAllOn(stage, primary.targetGroup ?? '');
  const others = tags.filter((name) => name !== 'fence' && name !== 'blue');
  return [
    ...(sets > 1 && version !== null ? ['the staged set'] : []),
    ...(isLabelAstray ? ['the label on it'] : []),
    ...(others.length === 0 ? [] : [`the tags ${others.join(', ')}`]),
  ];
}

async function dieAt(cell: Cell, opened: Opened, isOther: boolean): Promise<void> {
  const { stage } = opened;
  const scenario = scenarios[cell.scenario];
  if (scenario.isLate === true) outlast(stage);
  const inputs = { ...scenario.inputs, ...namedIn(stage, scenario.world, scenario.command) };
  await vanishAt(stage, cell.write, cell.moment, () =>
    stage.start(inputs, runOf(opened, isOther, { isPostSkipped: true })),
  );
}

/** The next attempt of the same run, or another run with another command. */
async function goOn(
  { scenario: name, next }: Cell,
  { stage, madeBy }: Pick<Opened, 'stage' | 'madeBy'>,
  isOther: boolean,
): Promise<{ readonly rest: Rest; readonly seconds: number }> {
  const killed = madeBy + (isOther ? 1 : 0);
  const inputs = nextInputs(name, next);
  const all = { ...inputs, ...namedIn(stage, scenarios[name].world, inputs['command'] ?? '') };
  const who = next === 'again' ? { runId: killed, attempt: 2 } : { runId: killed + 1 };
  const run = await stage.release(all, who);
  await calm(stage);
  return { rest: restOf(stage, run), seconds: run.seconds };
}

/** What is wrong with the contract after the last command. */
async function completed(
  { scenario: name }: Cell,
  { stage, madeBy, migrations }: Opened,
  { version }: Rest,
): Promise<readonly string[]> {
  const { last } = scenarios[name];
  if (last === undefined) return [];
  const run = version === 'v2' ? await stage.release(last, { runId: madeBy + 3 }) : null;
  await calm(stage);
  const end = run === null || run.exitCode === 0 ? [] : [`the last command ended as ${endOf(run)}`];
  return [...end, ...wrongContract(stage.service(), migrations?.() ?? [], version)];
}

const endOf = ({ outputs }: ActionResult): string =>
  `${outputs['result'] ?? ''} (${outputs['reason-code'] ?? ''})`;

function differences(owed: Owed, rest: Rest): readonly string[] {
  const compared = (['result', 'reason', 'exitCode', 'version'] as const).flatMap((name) =>
    owed[name] === rest[name] ? [] : [`${name} is ${String(rest[name])} instead of ${String(owed[name])}`],
  );
  return compared;
}
