// Expressions of GitHub Actions, evaluated by GitHub's own library. Stricter than GitHub in one thing: what is not there
// is an error, not empty.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { IndexAccess } from '@actions/expressions/ast';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type Contexts = Readonly<Record<string, Value>>;

/** Each member is known by name: a misspelled one throws. */
class StrictDictionary extends data.Dictionary {
  override get(key: string): data.ExpressionData {
    const found = super.get(key);
    if (found !== undefined) return found;
    throw new Error(`${key} is not known`);
  }
}

/** What has no members at all, or too few, throws as well. */
class StrictEvaluator extends Evaluator {
  override visitIndexAccess(access: IndexAccess): data.ExpressionData {
    const found = super.visitIndexAccess(access);
    if (found.kind === data.Kind.Null) throw new Error('a member of a value that has none');
    return found;
  }
}

function asData(contexts: Contexts): data.Dictionary {
  const revive = (key: string, value: unknown): data.ExpressionData => {
    const read = data.reviver(key, value);
    return read instanceof data.Dictionary ? new StrictDictionary(...read.pairs()) : read;
  };
  return JSON.parse(JSON.stringify(contexts), revive) as data.Dictionary;
}

/** `success()` and other functions that show the status of the job so far. */
function statusFunctions(hasFailed: boolean): readonly FunctionDefinition[] {
  const results = { always: true, success: !hasFailed, failure: hasFailed, cancelled: false };
  return Object.entries(results).map(([name, result]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(result),
  }));
}

/** The value of an expression, the text between `${{` and `}}`. */
export function evaluate(text: string, contexts: Contexts, hasFailed = false): Value {
  const functions = statusFunctions(hasFailed);
  try {
    const parsed = new Parser(new Lexer(text).lex().tokens, Object.keys(contexts), [...functions]).parse();
    const byName = new Map(functions.map((one) => [one.name, one]));
    const value = new StrictEvaluator(parsed, asData(contexts), byName).evaluate();
    return JSON.parse(JSON.stringify(value, data.replacer)) as Value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${reason} in \${{ ${text.trim()} }}`, { cause });
  }
}
