// What a workflow exchanges with the action: inputs, outputs and state. action.yml is generated from it.
import { settings, type InputName } from './settings/table.ts';

/** The outputs, with their texts in action.yml. */
export const outputs = {
  result:
    'How the run ended: released, staged, rolled-back, repaired, torn-down, swept, status, planned, failed, refused or ' +
    'stood-down. The command rollback ends as rolled-back if blue was warm, as released if it had to release the ' +
    'revision again, and as repaired if something else had reset the production rules: then it returned production to ' +
    'PRIMARY and rolled back nothing. sweep with `on-drift: restore` may end as repaired too.',
  'reason-code': 'Why the run ended this way, as one of a fixed list of codes, e.g. `not-ready-in-time`.',
  'release-id':
    'Id of this release: the run id and the service, the same for every attempt of the run. The id of a rollback ends ' +
    'with `-rollback`. Pass the id of a stage to promote as its input `release-id`.',
  'green-task-set-arn':
    'ARN of the task set that the command is about. deploy and stage: the one they created. promote: the staged one. ' +
    'rollback to a warm blue: the one that was rolled back. teardown and status: the live one. Empty if there is none.',
  'blue-task-set-arn':
    'ARN of the task set that a rollback returns to: the one that was live when the release began. After a rollback to ' +
    'a warm blue: the one that is live again. Empty on a first deployment.',
  'live-task-set-arn':
    'ARN of the task set that alone has what the production rules give to the service when the run ends. Empty if that is ' +
    'not known, or if it is not one task set: traffic is split, a target group outside the service has all of it, or ' +
    'nothing was read. sweep: empty.',
  'live-task-definition-arn': 'ARN of the task definition revision that it runs. Empty in the same cases.',
  'task-definition-arn': 'ARN of the task definition revision that green runs.',
  'blue-kept-until':
    'Time until which blue is kept for a rollback (ISO 8601, UTC). Empty once blue is gone, or once another run has taken the service over.',
  timings: 'Seconds spent in each phase, as a JSON object.',
  'expires-at': 'stage: when the staged green expires (ISO 8601, UTC). Empty for other commands.',
  'preview-url':
    'stage: the URL of green, from `test-url` or else the test rule. Empty if neither input is set.',
  'result-json':
    'All outputs and more as one versioned JSON object, which ' + '`docs/result.schema.json` describes.',
} as const;

/** The state that main saves for post. Missing state means that main wrote nothing to AWS. */
export const states = {
  ending: 'How main ended, as JSON. Absent if it was killed.',
  handover: 'What main knew before each of its writes, as JSON. Absent if it had written nothing.',
  'release-id': 'Id of the release. Absent if main had begun none.',
  beginning:
    'When main began, which releases it found first, and the other pull requests of its release, as JSON.',
  deployment: 'Id of the GitHub Deployment that main opened.',
  comment: 'Number of the pull request that main commented on.',
  warned: 'Which warnings about GitHub main has shown, as JSON. Absent if it has shown none.',
  config: 'What main took from the config file, as JSON. Absent if there is none.',
} as const;

export type OutputName = keyof typeof outputs;
export type StateName = keyof typeof states;

export const stateNames = Object.keys(states) as readonly StateName[];

/** The inputs as text, trimmed. `null`: absent or empty. */
export type RawInputs = Readonly<Record<InputName, string | null>>;

/**
 * The default in action.yml. The runner passes it as if it were set, so there is none for what the config file may
 * give: it would win over the file.
 */
export const presetOf = (name: InputName): string | null =>
  settings[name].inFile === undefined ? (settings[name].default ?? null) : null;

/** The text in action.yml and the documentation. */
export function describeInput(name: InputName): string {
  const { description, default: preset } = settings[name];
  return preset === undefined || presetOf(name) !== null
    ? description
    : `${description} Default: \`${preset}\`.`;
}
