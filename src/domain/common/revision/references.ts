// What a task definition names: images, roles, secrets. A template's placeholder in their place is refused.
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

const host = /(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+)?|[A-Za-z0-9-]+:\d+/.source;
const part = /[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*/.source;
/** A reference to an image as Docker reads it, in at most 255 characters, as RegisterTaskDefinition does. */
const reference = new RegExp(
  `^(?=.{1,255}$)(?:(?:${host})/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@[a-z0-9]+:[0-9a-fA-F]{32,})?$`,
);
const registryOfAws = /^([^/]*)\.dkr[.-]ecr[.-]/;
const role = /^(?:arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,600}|[\w+=,.@-]{1,64})$/;
/** Words that templates use, between the separators of a name. */
const word = /(?:^|[/:._-])(?:replaced?|placeholder|change_?me|todo|fixme)(?:[/:._-]|$)/i;
/** `<NAME>`, `{{NAME}}`, `${NAME}`, `$NAME`, `%NAME%`, `__NAME__`. None is part of a name or an ARN. */
const mark = /[<>{}]|\$\w|%\w+%|__\w+__/;

/** Why a text isn't an image, as a phrase that follows it. `null`: it is one. */
export function whyNoImage(text: string): string | null {
  if (/^https?:/i.test(text)) return 'is a URL, not an image: leave out https://';
  if (mark.test(text) || word.test(text)) return placeholder;
  const account = registryOfAws.exec(text)?.[1];
  if (account !== undefined && !/^\d{12}$/.test(account))
    return 'names no account: write the 12 digits of an AWS account before .dkr.ecr';
  if (reference.test(text)) return null;
  return reference.test(text.toLowerCase())
    ? 'is not an image: write its repository in lower case'
    : 'is not an image: write e.g. registry/web:1.2.3 or registry/web@sha256:…';
}

const placeholder = 'is a placeholder: replace it before this step';

/** A user name and a password before the host may be shown nowhere. */
export const quotedImage = (text: string): string =>
  /\/\/.*@|^[^/@]*:[^/@]*@(?!sha\d+:)/.test(text) ? 'its value' : `"${text.slice(0, 255)}"`;

/** Placeholders and what else can't be meant, of a rendered task definition. `source` names the file. */
export function referenceProblems(content: JsonObject, source: string): readonly string[] {
  return [
    ...containersIn(content).flatMap(({ name, image }) => {
      if (typeof image !== 'string' || image === '') return [];
      const why = whyNoImage(image);
      const advice = 'Or set the image with image or images.';
      return why === null
        ? []
        : [`image of container "${nameOf(name)}" of ${source}: ${quotedImage(image)} ${why}. ${advice}`];
    }),
    ...['taskRoleArn', 'executionRoleArn'].flatMap((member) => {
      const value = content[member];
      if (typeof value !== 'string' || (role.test(value) && !word.test(value))) return [];
      const isTemplate = mark.test(value) || word.test(value);
      const why = isTemplate ? placeholder : 'is not a role: write its ARN or its name';
      return [`${member} of ${source}: "${value.slice(0, 255)}" ${why}.`];
    }),
    ...marked(content, '').map(
      (place) => `${place} of ${source} contains a placeholder. Replace it before this step.`,
    ),
  ];
}

const nameOf = (name: Json | undefined): string => (typeof name === 'string' ? name : '');

const containersIn = (content: JsonObject): readonly JsonObject[] => {
  const containers = content['containerDefinitions'];
  return isJsonArray(containers) ? containers.filter((one) => isJsonObject(one)) : [];
};

/** Members that hold a name or an ARN, never a text for a program. Their values may not be shown. */
const naming: ReadonlySet<string> = new Set([
  ...['valueFrom', 'credentialsParameter', 'fileSystemId', 'accessPointId'],
  ...['awslogs-group', 'awslogs-region', 'containerName', 'sourceVolume'],
]);

function marked(value: Json, path: string): readonly string[] {
  if (isJsonArray(value)) return value.flatMap((item, index) => marked(item, `${path}[${String(index)}]`));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = path === '' ? name : `${path}.${name}`;
    if (typeof member !== 'string') return marked(member, place);
    return naming.has(name) && mark.test(member) ? [place] : [];
  });
}
