/**
 * A tiny vocabulary for checked plain data: one declaration gives the type a person writes (defaults left
 * out), the type the sandbox reads (defaults filled in) and a check that names the path of what is wrong.
 */
export interface Field<Out, In = Out> {
  /** Returns the value with its defaults; what is wrong goes to `problems`, one sentence each. */
  readonly parse: (value: unknown, path: string, problems: string[]) => Out;
  /** Phantom: carries the input type only. */
  readonly input?: In;
}
export interface Defaulted<Out, In = Out> extends Field<Out, In> {
  readonly hasDefault: true;
}
export type InputOf<F> = F extends Field<unknown, infer In> ? In : never;
export type OutputOf<F> = F extends Field<infer Out, unknown> ? Out : never;

type Fields = Readonly<Record<string, Field<unknown, unknown>>>;
type DefaultedKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends { hasDefault: true } ? K : never;
}[keyof F];
type Flat<T> = { [K in keyof T]: T[K] };
export type ObjectOut<F extends Fields> = { readonly [K in keyof F]: OutputOf<F[K]> };
export type ObjectIn<F extends Fields> = Flat<
  { readonly [K in Exclude<keyof F, DefaultedKeys<F>>]: InputOf<F[K]> } & {
    readonly [K in DefaultedKeys<F>]?: InputOf<F[K]> | undefined;
  }
>;

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return (text ?? String(value)).slice(0, 80);
}

function simple<T>(what: string, accepts: (value: unknown) => value is T, fallback: T): Field<T> {
  return {
    parse: (value, path, problems) => {
      if (accepts(value)) return value;
      problems.push(
        value === undefined ? `${path}: missing, want ${what}` : `${path}: want ${what}, got ${shown(value)}`,
      );
      return fallback;
    },
  };
}

export const text: Field<string> = simple('text', (v): v is string => typeof v === 'string', '');
export const flag: Field<boolean> = simple(
  'true or false',
  (v): v is boolean => typeof v === 'boolean',
  false,
);

export function number(min = 0, max = Number.MAX_SAFE_INTEGER): Field<number> {
  const fits = (v: unknown): v is number => typeof v === 'number' && v >= min && v <= max;
  return simple(`a number from ${min}${max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`}`, fits, min);
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Field<T> {
  const fits = (v: unknown): v is T => allowed.some((one) => one === v);
  return simple(`one of ${allowed.join(', ')}`, fits, allowed[0] as T);
}

/** Anything at all, kept as it is: documents in AWS's own words, which AWS's own checks judge later. */
export function raw<T>(what: string): Field<T> {
  return simple(what, (v): v is T => v !== undefined, undefined as T);
}

/** The field may be left out (or null in YAML) and is then `fallback`. */
export function withDefault<Out, In, const D>(
  field: Field<Out, In>,
  fallback: D,
): Defaulted<Out | D, In | D> {
  return {
    hasDefault: true,
    parse: (value, path, problems) =>
      value === undefined || value === null ? fallback : field.parse(value, path, problems),
  };
}

export function list<Out, In>(member: Field<Out, In>): Defaulted<readonly Out[], readonly In[]> {
  const parse = (value: unknown, path: string, problems: string[]): readonly Out[] => {
    if (Array.isArray(value))
      return value.map((one, index) => member.parse(one, `${path}[${index}]`, problems));
    problems.push(`${path}: want a list, got ${shown(value)}`);
    return [];
  };
  return withDefault<readonly Out[], readonly In[], readonly never[]>({ parse }, []);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function map<Out, In>(
  member: Field<Out, In>,
): Defaulted<Readonly<Record<string, Out>>, Readonly<Record<string, In>>> {
  const parse = (value: unknown, path: string, problems: string[]): Record<string, Out> => {
    if (!isPlainObject(value)) {
      problems.push(`${path}: want a map, got ${shown(value)}`);
      return {};
    }
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, one]) => [key, member.parse(one, `${path}.${key}`, problems)]),
    );
  };
  return withDefault<Record<string, Out>, Record<string, In>, Record<string, never>>({ parse }, {});
}

export function object<const F extends Fields>(fields: F): Field<ObjectOut<F>, ObjectIn<F>> {
  const parse = (value: unknown, path: string, problems: string[]): ObjectOut<F> => {
    const given = isPlainObject(value) ? value : {};
    if (!isPlainObject(value)) problems.push(`${path}: want a map, got ${shown(value)}`);
    for (const key of Object.keys(given).filter((one) => !(one in fields))) {
      problems.push(`${path}.${key}: no such setting; known are ${Object.keys(fields).join(', ')}`);
    }
    const parsed = Object.entries(fields).map(([key, field]) => [
      key,
      field.parse(given[key], `${path}.${key}`, problems),
    ]);
    return Object.fromEntries(parsed) as ObjectOut<F>;
  };
  return { parse };
}

/** An object whose every field has a default, so that it may be left out itself. */
export function settings<const F extends Fields>(fields: F): Defaulted<ObjectOut<F>, ObjectIn<F>> {
  const all = object(fields);
  return { hasDefault: true, parse: (value, path, problems) => all.parse(value ?? {}, path, problems) };
}
