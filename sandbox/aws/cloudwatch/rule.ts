// The rule of a composite alarm: `ALARM("a") AND NOT (OK(b) OR TRUE)`.
import { AwsError } from '../error.ts';
import type { AlarmStateValue } from '../alarm-state.ts';

export type StateOf = (name: string) => AlarmStateValue | null;
type Node = (stateOf: StateOf) => boolean;

const invalid = (rule: string): AwsError =>
  new AwsError('ValidationError', `AlarmRule must not contain invalid expression: ${rule}`);

const states: ReadonlySet<string> = new Set(['ALARM', 'OK', 'INSUFFICIENT_DATA']);

/** Throws AwsError for what AWS would not accept. `names`: the alarms that it refers to. */
export function readRule(rule: string): { readonly holds: Node; readonly names: readonly string[] } {
  const tokens = rule.match(/"[^"]*"|[()]|[^\s()"]+/g) ?? [];
  const names: string[] = [];
  const take = (): string => {
    const token = tokens.shift();
    if (token === undefined) throw invalid(rule);
    return token;
  };
  const expect = (wanted: string): void => {
    if (take() !== wanted) throw invalid(rule);
  };
  const single = (): Node => {
    const token = take();
    if (token === 'NOT') return not(single());
    if (token === 'TRUE' || token === 'FALSE') return () => token === 'TRUE';
    if (token === '(') {
      const inner = any();
      expect(')');
      return inner;
    }
    if (!states.has(token)) throw invalid(rule);
    expect('(');
    const name = take()
      .replaceAll('"', '')
      .replace(/^arn:.*:alarm:/, '');
    expect(')');
    names.push(name);
    return (stateOf) => stateOf(name) === token;
  };
  const joined = (part: () => Node, word: string, join: (one: boolean, other: boolean) => boolean): Node => {
    let left = part();
    while (tokens[0] === word) {
      tokens.shift();
      const [first, second] = [left, part()];
      left = (stateOf) => join(first(stateOf), second(stateOf));
    }
    return left;
  };
  const all = (): Node => joined(single, 'AND', (one, other) => one && other);
  const any = (): Node => joined(all, 'OR', (one, other) => one || other);
  const holds = any();
  if (tokens.length > 0) throw invalid(rule);
  return { holds, names };
}

const not =
  (node: Node): Node =>
  (stateOf) =>
    !node(stateOf);
