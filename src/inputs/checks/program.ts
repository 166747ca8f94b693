// A check that runs a program: a command next to this action, or a task in the VPC.
import type { CommandCheck, TaskCheck } from '../../domain/common/checks/check.ts';
import { argumentsOf, shellNames, type Shell } from '../../domain/common/checks/command-line.ts';
import { mostOfCommand } from '../../domain/common/one-off-tasks/task.ts';
import { factPrefix } from '../../domain/common/checks/command-environment.ts';
import type { Entry } from './entry.ts';
import { describeCode, giveInstead, variablesInCode } from '../config/code.ts';
import { filledWith, variablesIn, type Values } from '../config/variables.ts';
import { containerName } from '../revision/revision.ts';
import type { WhyNot } from './programs.ts';

/** What a check is called, and how long it may take, unless its entry says so. */
export interface Preset {
  readonly name: string;
  readonly seconds: number;
}

interface Program<P> {
  readonly parts: P;
  readonly preset: Preset;
}

const commandSeconds = 600;
/** ECS needs a minute or two to start a task. */
const taskSeconds = 900;
const mostOfName = 60;

/** `line`: with the names of variables. A name is cut, and of a value that was cut, nobody knows that it is secret. */
const presetOf = (line: string, seconds: number): Preset => ({
  name: line.trim().replaceAll(/\s+/g, ' ').slice(0, mostOfName).toWellFormed(),
  seconds,
});

type CommandParts = Pick<CommandCheck, 'kind' | 'line' | 'words' | 'passedOn'>;

/** What programs need from outside of their entry. */
export interface Outside {
  /** `null`: not known. */
  readonly variables: Values | null;
  readonly whyNot: WhyNot;
}

export function commandFrom(entry: Entry, { variables, whyNot }: Outside): Program<CommandParts> | null {
  const line = entry.text('run');
  const shell = shellOf(entry);
  if (line === null) return null;
  const found = argumentsOf(line, shell);
  if ('problem' in found) {
    entry.problem('run', `is ${entry.quoted(line)}: ${found.problem}`);
    return null;
  }
  // Split first: a value with a space or a quote is still one word, or a part of one.
  const words = shell === null ? found.words.map((word) => filledWith(word, variables ?? {})) : found.words;
  if (shell === null) refuseCode(entry, 'run', { written: found.words, words, instead: readInstead });
  const [program = ''] = words;
  const why = whyNot(program);
  // A shell that was asked for is named by its own key.
  if (why !== null && shell === null) entry.problem('run', `begins with ${entry.quoted(program)}: ${why}`);
  else if (why !== null) entry.problem('shell', `is ${shell}: ${why}`);
  const read = shell === null ? [] : variablesIn(line, ['commit']);
  const passedOn = [...new Set([...namesIn(entry), ...read])];
  const parts = { kind: 'command', line: line.trim(), words, passedOn } as const;
  return { parts, preset: presetOf(line, commandSeconds) };
}

interface Words {
  /** With the names of variables. */
  readonly written: readonly string[];
  /** With their values, which may name the program. */
  readonly words: readonly string[];
  readonly instead: (name: string) => string;
}

const readInstead = (name: string): string => `read the variable ${name} there, in a shell as "$${name}"`;

/** The value would be code, whatever it is. */
function refuseCode(entry: Entry, key: 'run' | 'task', { written, words, instead }: Words): void {
  for (const name of variablesInCode(written, words)) entry.problem(key, describeCode(name, instead(name)));
}

function shellOf(entry: Entry): Shell | null {
  const text = entry.has('shell') ? entry.text('shell') : null;
  if (text === null) return null;
  const shell = shellNames.find((name) => name === text);
  if (shell === undefined)
    entry.problem('shell', `is ${entry.quoted(text)}: write one of ${shellNames.join(', ')}`);
  return shell ?? null;
}

function namesIn(entry: Entry): readonly string[] {
  const names = entry.has('env') ? entry.texts('env') : [];
  for (const name of names.filter((one) => !/^[A-Za-z_]\w*$/.test(one)))
    entry.problem('env', `is ${entry.quoted(name)}: write the name of a variable`);
  for (const name of names.filter((one) => one.startsWith(factPrefix)))
    entry.problem('env', `is ${name}: this action sets it`);
  return names;
}

type TaskParts = Pick<TaskCheck, 'kind' | 'command' | 'container' | 'revision'>;

export function taskFrom(entry: Entry, { variables }: Pick<Outside, 'variables'>): Program<TaskParts> | null {
  const written = entry.texts('task');
  const command = written.map((word) => filledWith(word, variables ?? {}));
  const revision = entry.has('revision') ? entry.text('revision') : null;
  const container = entry.has('container') ? entry.text('container') : null;
  if (command.length === 0 || command.some((word) => word === '')) {
    entry.problem('task', 'has an empty word: write the command as a list, e.g. [node, smoke.js]');
    return null;
  }
  if (JSON.stringify(command).length > mostOfCommand)
    entry.problem('task', `is longer than ${String(mostOfCommand)} characters: put it into the image`);
  if (written.length === 1 && /\s/.test(written[0] ?? ''))
    entry.problem(
      'task',
      `is ${entry.quoted(written[0] ?? '')}: write each word as an entry, e.g. [node, smoke.js]`,
    );
  if (revision !== null && !/^(?:arn:\S+\/)?[\w-]+:\d+$/.test(revision))
    entry.problem('revision', `is ${entry.quoted(revision)}: write e.g. smoke:12`);
  if (container !== null && !containerName.test(container))
    entry.problem('container', `is ${entry.quoted(container)}: write the name of a container`);
  refuseCode(entry, 'task', { written, words: command, instead: () => giveInstead });
  const parts = { kind: 'task', command, container, revision } as const;
  return { parts, preset: presetOf(written.join(' '), taskSeconds) };
}
