// What is wrong with the members of a task definition file, in sentences.
import { flagIn, isName, isShownMisfit } from '../../domain/common/revision/shown-values.ts';
import { placesOf, type Misfit, type Path, type Shape } from '../../domain/common/revision/shape.ts';
import type { Json } from '../../domain/common/values/json.ts';
import { nearest } from '../../domain/common/values/nearest.ts';
import type { PlaceOf } from './places.ts';

/** A phrase that follows the file's name. */
export function describeMisfit(misfit: Misfit, placeOf: PlaceOf): string {
  if (misfit.kind === 'missing')
    return `has no "${misfit.member}" in ${formatPath(misfit.path)}${lineOf(misfit.path, placeOf)}: ECS requires it`;
  if (misfit.kind === 'unknown') return describeUnknownIn(misfit, placeOf);
  if (misfit.kind === 'word') return describeWord(misfit, placeOf);
  const { path, value, wanted } = misfit;
  const source = shownSource(misfit, placeOf);
  return (
    `has ${source ?? describeKind(value)} at ${formatPath(path)}${lineOf(path, placeOf)}, but ECS wants ` +
    `${describeWanted(wanted)}: ${adviceFor(misfit, source !== null)}`
  );
}

const describeUnknownIn = ({ path, member }: Unknown, placeOf: PlaceOf): string =>
  `has ${quoted(member)} ${path.length === 0 ? 'at the top level' : `in ${formatPath(path)}`}` +
  `${lineOf([...path, member], placeOf)}, which RegisterTaskDefinition does not list`;

/** A warning: ECS may know more words by now, and whether it accepts other cases of these is not established. */
export function describeWord({ path, value, words }: Word, placeOf: PlaceOf): string {
  const meant = words.find((word) => bare(word) === bare(value)) ?? nearest(value, words);
  const advice = meant === null ? `Known are ${words.join(', ')}` : `Write "${meant}"`;
  return (
    `has ${isName(value) ? `"${value}"` : 'text'} at ${formatPath(path)}${lineOf(path, placeOf)}, which RegisterTaskDefinition ` +
    `does not list. ECS may refuse it. ${advice}.`
  );
}

type Word = Extract<Misfit, { kind: 'word' }>;
type Unknown = Extract<Misfit, { kind: 'unknown' }>;
type WrongType = Extract<Misfit, { kind: 'type' }>;

/** A warning: ECS may have introduced the member after this action was built. */
export function describeUnknown(misfit: Unknown, shape: Shape, placeOf: PlaceOf): string {
  const meant = whatIsMeant(misfit, shape);
  const advice = meant === null ? 'If it is misspelled, correct it.' : `${meant}.`;
  return `${describeUnknownIn(misfit, placeOf)}. ECS may ignore or refuse it. ${advice}`;
}

/** The same name in another place comes first, then a similar name in this place. */
function whatIsMeant({ path, member, known }: Unknown, shape: Shape): string | null {
  const elsewhere = placesOf(shape, member).map((place) => formatPath([...place, member]));
  if (elsewhere.length > 0 && elsewhere.length <= 3) return `Move it to ${elsewhere.join(' or ')}`;
  const near = nearest(member, known) ?? known.find((name) => bare(name) === bare(member)) ?? null;
  return near === null ? null : `Write ${formatPath([...path, near])}`;
}

/** Names of CloudFormation and Terraform differ only in this. */
const bare = (name: string): string => name.replaceAll(/[_-]/g, '').toLowerCase();

const quoted = (name: string): string => (isName(name) ? `"${name}"` : 'a member');

/** `containerDefinitions[0].portMappings[0].containerPort` */
function formatPath(path: Path): string {
  const parts = path.map((part) =>
    typeof part === 'number' || part === '*' ? `[${part}]` : `.${isName(part) ? part : '?'}`,
  );
  return path.length === 0 ? 'the file' : parts.join('').replace(/^\./, '').replaceAll('[*]', '[]');
}

function lineOf(path: Path, placeOf: PlaceOf): string {
  const place = placeOf(path);
  return place === null ? '' : ` (line ${place.line})`;
}

/** As the file writes it. `null`: it may hold a secret, or is no single value. */
function shownSource({ path, value }: WrongType, placeOf: PlaceOf): string | null {
  if (typeof value === 'object' || !isShownMisfit(path, value)) return null;
  const source = placeOf(path)?.source ?? JSON.stringify(value);
  return /^[\x20-\x7e]{1,40}$/.test(source) ? source : JSON.stringify(value);
}

function describeKind(value: Json): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

const nameOfKind = {
  text: 'text',
  number: 'a whole number',
  boolean: 'true or false',
  any: 'anything',
} as const;

function describeWanted(wanted: Shape): string {
  if (wanted.kind === 'map') return 'an object';
  if (wanted.kind === 'list') return `a list of ${plurals[wanted.item.kind]}`;
  return wanted.kind === 'object' ? 'an object' : nameOfKind[wanted.kind];
}

const plurals: Readonly<Record<Shape['kind'], string>> = {
  text: 'text',
  number: 'numbers',
  boolean: 'flags',
  any: 'values',
  list: 'lists',
  map: 'objects',
  object: 'objects',
};

function adviceFor({ value, wanted }: WrongType, isShown: boolean): string {
  const isScalar = typeof value !== 'object';
  if (wanted.kind === 'text' && isScalar) return `put ${isShown ? 'it' : 'the value'} in quotes`;
  if (wanted.kind === 'text') return 'write one text in quotes';
  if (wanted.kind === 'number')
    return typeof value === 'string' && /^-?\d+$/.test(value)
      ? 'write it without quotes'
      : 'write a whole number';
  if (wanted.kind === 'boolean') return adviceForFlag(value);
  if (wanted.kind === 'list')
    return wanted.item.kind === 'object'
      ? `write one object${describeMembers(wanted.item)} for each entry`
      : 'write each entry in a list, e.g. ["a", "b"]';
  return `write an object${describeMembers(wanted)}`;
}

function adviceForFlag(value: Json): string {
  const flag = flagIn(value);
  return flag === null ? 'write true or false' : `write ${String(flag)}`;
}

/** Short ones are named in whole. */
function describeMembers(shape: Shape): string {
  if (shape.kind !== 'object') return '';
  const names = [...shape.members.keys()];
  const more = names.length > 4 ? ', …' : '';
  return ` with ${names.slice(0, 4).join(', ')}${more}`;
}
