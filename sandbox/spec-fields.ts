/**
 * The vocabulary of the spec, in zod: a declaration gives the type a person writes (defaults left out), the type the
 * sandbox reads (defaults filled in) and a check that names the path of what is wrong.
 */
import { z } from 'zod';

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return (text ?? String(value)).slice(0, 80);
}

const want = (what: string): { readonly error: z.core.$ZodErrorMap } => ({
  error: ({ input }) => (input === undefined ? `missing, want ${what}` : `want ${what}, got ${shown(input)}`),
});

export const text = z.string(want('text'));
export const flag = z.boolean(want('true or false'));

export function number(min = 0, max = Number.MAX_SAFE_INTEGER): z.ZodNumber {
  const wanted = want(`a number from ${min}${max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`}`);
  return z.number(wanted).min(min, wanted).max(max, wanted);
}

export const oneOf = <const T extends readonly string[]>(...allowed: T): z.ZodType<T[number], T[number]> =>
  z.enum(allowed, want(`one of ${allowed.join(', ')}`));

/** Anything at all, kept as it is: documents in AWS's own words, which AWS's own checks judge later. */
export const raw = <T>(what: string): z.ZodType<T, T> =>
  z.custom<T>((value) => value !== undefined, want(what));

type Defaulted<S extends z.ZodType, D> = z.ZodType<
  NonNullable<z.output<S>> | D,
  z.input<S> | D | undefined
> & { readonly _zod: { readonly optin: 'optional' } };

/** The field may be left out (or null in YAML) and is then `fallback`. */
export const withDefault = <S extends z.ZodType, const D>(field: S, fallback: D): Defaulted<S, D> =>
  field.nullish().transform((value) => value ?? fallback) as unknown as Defaulted<S, D>;

type List<S extends z.ZodType> = z.ZodReadonly<z.ZodArray<S>>;
export const list = <S extends z.ZodType>(member: S): Defaulted<List<S>, readonly never[]> =>
  withDefault(z.array(member, want('a list')).readonly(), []);

type Map<S extends z.ZodType> = z.ZodReadonly<z.ZodRecord<z.ZodString, S>>;
export const map = <S extends z.ZodType>(member: S): Defaulted<Map<S>, Readonly<Record<string, never>>> =>
  withDefault(z.record(z.string(), member, want('a map')).readonly(), {});

type StrictObject<S extends z.ZodRawShape> = z.ZodReadonly<z.ZodObject<S, z.core.$strict>>;
export const object = <S extends z.ZodRawShape>(fields: S): StrictObject<S> =>
  z
    .strictObject(fields, {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `no such setting; known are ${Object.keys(fields).join(', ')}`
          : want('a map').error(issue),
    })
    .readonly();

/** An object whose every field has a default, so that it may be left out itself. */
export const settings = <S extends z.ZodRawShape>(fields: S): Defaulted<StrictObject<S>, never> => {
  const all = object(fields);
  return all.nullish().transform((value) => value ?? all.parse({})) as unknown as Defaulted<
    StrictObject<S>,
    never
  >;
};

/** One sentence for each problem, and one for each unknown key. */
export const problemsIn = ({ issues }: z.ZodError, root: string): string[] =>
  issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [[]];
    return keys.map((key) => `${z.core.toDotPath([root, ...issue.path, ...key])}: ${issue.message}`);
  });
