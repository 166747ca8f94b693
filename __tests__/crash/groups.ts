// The commands whose process is killed, by name, and which of them share a table.
import { contractNames } from './contracting.ts';

/** Every command that writes, once: each commit plays some cells of every one. */
export const commonNames = [
  'deploy',
  'stage',
  'promote',
  'rollback',
  'rollback-re-release',
  'teardown',
  'sweep',
] as const;
/** What a command does only when it is asked to, or finds only after somebody's bad day: each commit plays one. */
export const rareNames = [
  'deploy-deferred',
  'deploy-tested',
  'deploy-migrating',
  'rollback-raising',
  'rollback-keeping',
  'promote-restaging',
  'sweep-finishing',
  'sweep-expired',
  'rollback-repairing',
  'sweep-repairing',
  'teardown-sessions',
  'rollback-sessions',
  'rollback-returning',
  'deploy-draining',
  'rollback-draining',
  ...contractNames,
] as const;
export const scenarioNames = [...commonNames, ...rareNames];
export type ScenarioName = (typeof scenarioNames)[number];
export type Group = 'common' | 'rare' | 'configured' | 'contracts';
/** What a service's file asks for. */
const configuredNames = [
  'deploy-tested',
  'deploy-migrating',
  'deploy-draining',
  'rollback-draining',
] as const satisfies readonly ScenarioName[];
const ofOwnGroup: readonly ScenarioName[] = [...configuredNames, ...contractNames];
export const groups: Readonly<Record<Group, readonly ScenarioName[]>> = {
  common: commonNames,
  rare: rareNames.filter((name) => !ofOwnGroup.includes(name)),
  configured: configuredNames,
  contracts: contractNames,
};
