// Expressions of GitHub Actions, as far as workflows use them for inputs: literals, property paths, `[…]`, `.*`, the
// operators and some functions. Stricter than GitHub in one thing: a name that is not known is an error, not empty.

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type Contexts = Readonly<Record<string, Value>>;

type Token =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name' | 'sign'; readonly text: string };

const pattern =
  /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[!<>()[\].,*]))/gy;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`can't read "${text.slice(at)}" in \${{ ${text} }}`);
    const [, quoted, number, name, sign] = match;
    if (quoted !== undefined) tokens.push({ kind: 'literal', value: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'literal', value: Number(number) });
    else if (name !== undefined && name in words)
      tokens.push({ kind: 'literal', value: words[name] ?? null });
    else tokens.push({ kind: name === undefined ? 'sign' : 'name', text: name ?? sign ?? '' });
  }
  return tokens;
}
const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** The value of an expression, the text between `${{` and `}}`. */
export function evaluate(text: string, contexts: Contexts): Value {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} in \${{ ${text.trim()} }}`);
  };
  const isSign = (...signs: readonly string[]): string | null => {
    const token = tokens[at];
    return token?.kind === 'sign' && signs.includes(token.text) ? token.text : null;
  };
  const take = (...signs: readonly string[]): string | null => {
    const found = isSign(...signs);
    if (found !== null) at += 1;
    return found;
  };
  const expect = (sign: string): void => {
    if (take(sign) === null) fail(`no ${sign}`);
  };
  const chain =
    (next: () => Value, signs: readonly string[], join: (a: Value, sign: string, b: Value) => Value) =>
    (): Value => {
      let value = next();
      for (let sign = take(...signs); sign !== null; sign = take(...signs)) value = join(value, sign, next());
      return value;
    };
  const arguments_ = (): Value[] => {
    const values: Value[] = [];
    while (take(')') === null) {
      values.push(or());
      if (isSign(')') === null) expect(',');
    }
    return values;
  };
  const primary = (): Value => {
    const token = tokens[at++];
    if (token === undefined) return fail('something is missing');
    if (token.kind === 'literal') return token.value;
    if (token.kind === 'sign') {
      if (token.text === '!') return !isTrue(primary());
      if (token.text !== '(') return fail(`unexpected ${token.text}`);
      const value = or();
      expect(')');
      return value;
    }
    if (take('(') !== null) return call(token.text, arguments_(), fail);
    if (!(token.text in contexts)) return fail(`${token.text} is not known`);
    return path(contexts[token.text] ?? null, token.text);
  };
  const path = (from: Value, name: string): Value => {
    if (take('.') !== null) {
      if (take('*') !== null) return members(from, name);
      const token = tokens[at++];
      if (token?.kind !== 'name') return fail(`no name after ${name}.`);
      return path(member(from, token.text, name, fail), `${name}.${token.text}`);
    }
    if (take('[') === null) return from;
    const key = or();
    expect(']');
    return path(member(from, asText(key), name, fail), `${name}[${asText(key)}]`);
  };
  /** `labels.*.name`: the name of each. */
  const members = (from: Value, name: string): Value => {
    const all = Array.isArray(from) ? (from as readonly Value[]) : fail(`${name} is no list`);
    if (take('.') === null) return all;
    const token = tokens[at++];
    if (token?.kind !== 'name') return fail(`no name after ${name}.*.`);
    return all.map((one) => member(one, token.text, `${name}.*`, fail));
  };
  const comparison = chain(primary, ['==', '!=', '<', '<=', '>', '>='], compare);
  const and = chain(comparison, ['&&'], (a, _sign, b) => (isTrue(a) ? b : a));
  const or = chain(and, ['||'], (a, _sign, b) => (isTrue(a) ? a : b));
  const value = or();
  return at < tokens.length ? fail('something is left over') : value;
}

function member(from: Value, key: string, name: string, fail: (what: string) => never): Value {
  if (typeof from !== 'object' || from === null) return fail(`${name} has no ${key}`);
  const found = (from as Readonly<Record<string, Value | undefined>>)[key];
  return found === undefined ? fail(`${name}.${key} is not known`) : found;
}

function call(name: string, given: readonly Value[], fail: (what: string) => never): Value {
  const [first = null, second = null] = given;
  switch (name) {
    case 'always':
      return true;
    case 'format':
      return asText(first).replaceAll(/\{(\d+)\}/g, (_, index: string) =>
        asText(given[Number(index) + 1] ?? null),
      );
    case 'contains':
      return Array.isArray(first)
        ? (first as readonly Value[]).some((one) => asText(one) === asText(second))
        : asText(first).toLowerCase().includes(asText(second).toLowerCase());
    case 'startsWith':
      return asText(first).toLowerCase().startsWith(asText(second).toLowerCase());
    case 'toJSON':
      return JSON.stringify(first);
    default:
      return fail(`the function ${name} is not known`);
  }
}

const isTrue = (value: Value): boolean => value !== null && value !== false && value !== 0 && value !== '';

/** Texts are compared without regard to case, as GitHub does; other kinds as numbers. */
function compare(a: Value, sign: string, b: Value): boolean {
  const [left, right] =
    typeof a === 'string' && typeof b === 'string'
      ? [a.toLowerCase(), b.toLowerCase()]
      : [asNumber(a), asNumber(b)];
  switch (sign) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

const asNumber = (value: Value): number =>
  value === null || value === '' ? 0 : typeof value === 'object' ? Number.NaN : Number(value);

export function asText(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? 'Object' : String(value);
}

/** A text with its `${{ … }}` filled in. */
export const interpolate = (text: string, contexts: Contexts): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => asText(evaluate(expression, contexts)));

/** An `if:`, which needs no `${{ }}`. */
export const isMet = (condition: string | undefined, contexts: Contexts): boolean =>
  condition === undefined || isTrue(evaluate(condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1'), contexts));
