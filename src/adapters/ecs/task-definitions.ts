// Reads and registers task definitions, as raw JSON in both directions (fact 21b).
import {
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { arn, familyOf } from '../../domain/common/values/arn.ts';
import type { TaskDefinitionArn } from '../../domain/common/values/arn.ts';
import type { Json, JsonObject } from '../../domain/common/values/json.ts';
import { tagPrefix } from '../../domain/common/values/tag-prefix.ts';
import { PortError } from '../../errors.ts';
import type { TaskDefinitionDocument } from '../../ports.ts';
import { allPages, reading, writing } from '../aws/calls.ts';
import { asRawJson } from './raw-json.ts';

const hashTag = `${tagPrefix}revision-hash`;
const searchedRevisions = 20;
const describedAtOnce = 5;

/** `null`: there is no such revision. */
export async function readTaskDefinition(
  client: ECSClient,
  reference: string,
): Promise<TaskDefinitionDocument | null> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition: reference, include: ['TAGS'] });
  const raw = asRawJson(command);
  try {
    await reading('ecs:DescribeTaskDefinition', reference, () => client.send(command));
  } catch (error) {
    if (isUnknownRevision(error)) return null;
    throw error;
  }
  return documentOf(raw.answer());
}

/** ECS has no specific error code for it: `ClientException: Unable to describe task definition.` */
function isUnknownRevision(error: unknown): boolean {
  return (
    error instanceof PortError &&
    error.trouble.code === 'ClientException' &&
    /unable to describe task definition/i.test(error.trouble.message)
  );
}

function documentOf(answer: JsonObject): TaskDefinitionDocument {
  const content = answer['taskDefinition'] as JsonObject;
  return {
    arn: arn(textOf(content['taskDefinitionArn'])),
    status: textOf(content['status']),
    content,
    tags: Object.fromEntries(
      rawTags(answer['tags']).map((tag) => [textOf(tag['key']), textOf(tag['value'])]),
    ),
  };
}

/** The newest revision with this hash among the newest 20 active ones of the family. */
export async function findRegistered(
  client: ECSClient,
  family: string,
  hash: string,
): Promise<TaskDefinitionArn | null> {
  const newest = await newestRevisions(client, family);
  for (let start = 0; start < newest.length; start += describedAtOnce) {
    const some = newest.slice(start, start + describedAtOnce);
    const documents = await Promise.all(some.map((revision) => readTaskDefinition(client, revision)));
    const found = documents.find((document) => document?.tags[hashTag] === hash);
    if (found !== undefined && found !== null) return found.arn;
  }
  return null;
}

async function newestRevisions(client: ECSClient, family: string): Promise<string[]> {
  // The API's filter is a prefix: `web` would also find `web-admin`.
  const ofFamily = (all: readonly string[]): string[] =>
    all.filter((revision) => familyOf(revision) === family).slice(0, searchedRevisions);
  const listed = await reading('ecs:ListTaskDefinitions', family, () =>
    allPages(
      async (nextToken) => {
        const filter = { familyPrefix: family, status: 'ACTIVE', sort: 'DESC' } as const;
        const page = nextToken === undefined ? filter : { ...filter, nextToken };
        const answer = await client.send(new ListTaskDefinitionsCommand(page));
        return { items: answer.taskDefinitionArns, next: answer.nextToken };
      },
      (all) => ofFamily(all).length >= searchedRevisions,
    ),
  );
  return ofFamily(listed);
}

/** Sent once: the call has no token, and a repeat would register a second revision (fact 12). */
export async function registerTaskDefinition(
  client: ECSClient,
  content: JsonObject,
  hash: string,
): Promise<TaskDefinitionDocument> {
  const family = textOf(content['family']);
  const others = rawTags(content['tags']).filter((tag) => tag['key'] !== hashTag);
  const command = new RegisterTaskDefinitionCommand({ family, containerDefinitions: [] });
  const raw = asRawJson(command, { ...content, tags: [...others, { key: hashTag, value: hash }] });
  await writing('ecs:RegisterTaskDefinition', family, (options) => client.send(command, options));
  return documentOf(raw.answer());
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const rawTags = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonObject[]).slice() : [];
