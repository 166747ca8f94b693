// Texts that a template, an example or a script leaves where a name belongs.

/** `<NAME>`, `{{NAME}}`, `${NAME}`, `$NAME`, `%NAME%`, `__NAME__`. None is part of a name or an ARN. */
const mark = /[<>{}]|\$\w|%\w+%|(?<![A-Za-z0-9])__\w+__(?![A-Za-z0-9])/;
/** Whole parts of a name. An ordinary name may contain these words: `shop/todo-app`. */
const markers: readonly RegExp[] = [
  /^(?:TODO|FIXME)$/,
  /^(?:[A-Z0-9]+[_-])*(?:PLACEHOLDER|REPLACED?|REPLACEME|CHANGE[_-]?ME)(?:[_-][A-Z0-9]+)*$/,
  /^(?:[A-Z]+_)*(?:REGION|ACCOUNT|ACCOUNT_ID|TAG|SHA|VERSION)$/,
  /^(?:placeholder|(?:change|replace)[_-]?me)$/i,
];
/** What scripts write for a value that is missing. */
const missing = /^(?:null|undefined)$/;
/** A tag, or all of an image. As a repository, it may be the name of an application: `acme/todo:1.0`. */
const task = /^(?:todo|fixme|replaced?)$/i;

export const hasMark = (text: string): boolean => mark.test(text);

const isMarker = (part: string): boolean => markers.some((marker) => marker.test(part));

export function isImagePlaceholder(image: string): boolean {
  if (hasMark(image) || missing.test(image) || task.test(image)) return true;
  const [, name = '', tag = ''] = /^([^@]*?)(?::([^/:@]*))?(?:@.*)?$/.exec(image) ?? [];
  if (isMarker(tag) || missing.test(tag) || task.test(tag)) return true;
  const [first = '', ...more] = name.split('/');
  const isHostOpen = more.length > 0 && (missing.test(first) || first.split(/[.:]/).some(isMarker));
  return isHostOpen || [first, ...more].some(isMarker);
}

/** Of a secret or a parameter: its name, or its ARN. A name may be in capitals: `/shop/REGION`. */
export const isNamePlaceholder = (text: string): boolean =>
  hasMark(text) || isOpenArn(text) || isMarker(text) || missing.test(text);

export function isRolePlaceholder(text: string): boolean {
  const name = text.split('/').at(-1) ?? '';
  return isNamePlaceholder(text) || isMarker(name) || missing.test(name) || /^[A-Z_]+_ARN$/.test(text);
}

/** No code of a region has capitals. */
export const isRegionPlaceholder = (text: string): boolean =>
  hasMark(text) || /[A-Z]/.test(text) || missing.test(text);

function isOpenArn(text: string): boolean {
  const [prefix, , , region = '', account = ''] = text.split(':');
  return prefix === 'arn' && [region, account].some((one) => /[A-Z]/.test(one) || missing.test(one));
}
