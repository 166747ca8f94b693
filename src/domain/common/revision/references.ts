// What a task definition names: images, roles, secrets. A template's placeholder in their place is refused.
import {
  hasMark,
  isImagePlaceholder,
  isNamePlaceholder,
  isRegionPlaceholder,
  isRolePlaceholder,
} from './placeholders.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

const host = /(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+)?|[A-Za-z0-9-]+:\d+/.source;
const part = /[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*/.source;
/** A reference to an image as Docker reads it, in at most 255 characters, as RegisterTaskDefinition does. */
const reference = new RegExp(
  `^(?=.{1,255}$)(?:(?:${host})/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@[a-z0-9]+:[0-9a-fA-F]{32,})?$`,
);
const registryOfAws = /^([^/]*)\.dkr[.-]ecr(?:-fips)?\.([^./]*)/;
const role = /^(?:arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,600}|[\w+=,.@-]{1,64})$/;

/** Why a text isn't an image, as a phrase that follows it. `null`: it is one. */
export function whyNoImage(text: string): string | null {
  if (/^https?:/i.test(text)) return 'is a URL, not an image: leave out https://';
  const unnamed = hasMark(text) ? null : whyNoRegistry(text);
  if (unnamed !== null) return unnamed;
  if (isImagePlaceholder(text)) return placeholder;
  if (reference.test(text)) return null;
  return reference.test(text.toLowerCase())
    ? 'is not an image: write its repository in lower case'
    : 'is not an image: write e.g. registry/web:1.2.3 or registry/web@sha256:…';
}

/** A registry of Amazon ECR is named by its account and region. */
function whyNoRegistry(image: string): string | null {
  const [host, account = '', region = ''] = registryOfAws.exec(image) ?? [];
  if (host === undefined) return null;
  const [hasAccount, hasRegion] = [/^\d{12}$/.test(account), /^[a-z]+(?:-[a-z0-9]+)+$/.test(region)];
  if (!hasAccount && !hasRegion)
    return 'names no account and no region: write e.g. 123456789012.dkr.ecr.eu-west-1.amazonaws.com';
  if (!hasAccount) return 'names no account: write the 12 digits of an AWS account before .dkr.ecr';
  return hasRegion ? null : 'names no region: write its code after .ecr, e.g. eu-west-1';
}

const placeholder = 'is a placeholder: replace it before this step';

/** A part of a value could be a part of a secret, which nothing hides. */
const quoted = (text: string): string => (text.length > 255 ? 'its value' : `"${text}"`);

/** A user name and a password before the host may be shown nowhere. */
export const quotedImage = (text: string): string =>
  /\/\/.*@|^[^/@]*:[^/@]*@(?!sha\d+:)/.test(text) ? 'its value' : quoted(text);

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
      if (typeof value !== 'string') return [];
      const isOpen = isRolePlaceholder(value);
      if (!isOpen && role.test(value)) return [];
      const why = isOpen ? placeholder : 'is not a role: write its ARN or its name';
      return [`${member} of ${source}: ${quoted(value)} ${why}.`];
    }),
    ...openPlaces(content, '').map(
      (place) => `${place} of ${source} contains a placeholder. Replace it before this step.`,
    ),
  ];
}

const nameOf = (name: Json | undefined): string => (typeof name === 'string' ? name : '');

const containersIn = (content: JsonObject): readonly JsonObject[] => {
  const containers = content['containerDefinitions'];
  return isJsonArray(containers) ? containers.filter((one) => isJsonObject(one)) : [];
};

/** Members that hold a name, an ARN or a word of ECS, never a text for a program. Their values may not be shown. */
const checks: readonly (readonly [place: RegExp, isOpen: (text: string) => boolean])[] = [
  [/\.(?:valueFrom|credentialsParameter)$/, isNamePlaceholder],
  [/\.options\.awslogs-region$/, isRegionPlaceholder],
  [/\.options\.awslogs-group$/, hasMark],
  [/\.(?:fileSystemId|accessPointId|containerName|sourceVolume|sourceContainer|logDriver)$/, hasMark],
  [/^(?:networkMode|pidMode|ipcMode|requiresCompatibilities\[\d+\]|runtimePlatform\.\w+)$/, hasMark],
  [/^(?:volumes|containerDefinitions)\[\d+\]\.name$/, hasMark],
  [/\.portMappings\[\d+\]\.\w+$|\.dependsOn\[\d+\]\.condition$/, hasMark],
];

/** Any text may stand there. */
const free: ReadonlySet<string> = new Set(['environment', 'dockerLabels']);

function openPlaces(value: Json, place: string): readonly string[] {
  if (typeof value === 'string')
    return checks.some(([where, isOpen]) => where.test(place) && isOpen(value)) ? [place] : [];
  if (isJsonArray(value))
    return value.flatMap((item, index) => openPlaces(item, `${place}[${String(index)}]`));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    free.has(name) ? [] : openPlaces(member, place === '' ? name : `${place}.${name}`),
  );
}
