// Files that are easily taken for a task definition, and what to do with each.
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../domain/common/values/json.ts';

interface OtherFile {
  readonly is: (value: Json) => boolean;
  /** A phrase that follows the file's name. */
  readonly problem: string;
}

const has =
  (...names: readonly string[]) =>
  (value: Json): boolean =>
    isJsonObject(value) && names.every((name) => Object.hasOwn(value, name));
const inList =
  (is: (item: JsonObject) => boolean) =>
  (value: Json): boolean =>
    isJsonArray(value) && value.length > 0 && value.every((item) => isJsonObject(item) && is(item));

const deployed =
  'after the stack is deployed, name the task definition that it registered, as an ARN or family:revision';
const described = 'write one with: aws ecs describe-task-definition --task-definition FAMILY > web.json';

/** The first that matches. None matches a task definition. */
const otherFiles: readonly OtherFile[] = [
  {
    is: (value) =>
      has('AWSTemplateFormatVersion')(value) || (isJsonObject(value) && isJsonObject(value['Resources'])),
    problem: `is a CloudFormation template, not a task definition: ${deployed}`,
  },
  {
    is: (value) => isJsonObject(value) && isJsonArray(value['Resources']),
    problem: `is a CodeDeploy AppSpec file, not a task definition: name the task definition file that it is used with`,
  },
  {
    is: has('task_definition'),
    problem: `is an ecs-params file of the Amazon ECS CLI, not a task definition: ${described}`,
  },
  {
    is: (value) => isJsonObject(value) && isJsonObject(value['services']),
    problem: `is a Compose file, not a task definition: ${described}`,
  },
  {
    is: has('apiVersion', 'kind'),
    problem: `is a Kubernetes manifest, not a task definition: ${described}`,
  },
  {
    is: has('serviceName'),
    problem:
      'is a service definition, not a task definition: name the file that its taskDefinition comes from',
  },
  {
    is: (value) => inList((item) => 'imageUri' in item)(value) || has('ImageURI')(value),
    problem:
      "is an image definitions file of CodePipeline, not a task definition: set its images with image or images, on the file of the task definition or the live revision's",
  },
  {
    is: inList((item) => 'name' in item && ('image' in item || 'essential' in item)),
    problem:
      'is a list of container definitions, not a task definition: write it as containerDefinitions of an object with family',
  },
  {
    is: (value) =>
      has('ContainerDefinitions')(value) || has('container_definitions')(value) || has('Properties')(value),
    problem:
      'has the member names of CloudFormation or Terraform, not those of a task definition: write them as ' +
      'RegisterTaskDefinition does, e.g. family and containerDefinitions, or name the registered revision, as an ARN or family:revision',
  },
];

/** What the file is instead. `null`: nothing that is known. */
export const otherFile = (value: Json): string | null =>
  has('containerDefinitions')(value) ? null : (otherFiles.find(({ is }) => is(value))?.problem ?? null);
