// What ECS wants in a task definition, by the model that the SDK's own serializer uses.
import {
  ApplicationProtocol,
  Compatibility,
  ContainerCondition,
  CPUArchitecture,
  DeviceCgroupPermission,
  EFSAuthorizationConfigIAM,
  EFSTransitEncryption,
  EnvironmentFileType,
  FirelensConfigurationType,
  IpcMode,
  LogDriver,
  NetworkMode,
  OSFamily,
  PidMode,
  ProxyConfigurationType,
  RegisterTaskDefinitionRequest$,
  ResourceType,
  Scope,
  TaskDefinitionPlacementConstraintType,
  TransportProtocol,
  UlimitName,
  VersionConsistency,
} from '@aws-sdk/client-ecs';
import type { Shape } from '../../domain/common/revision/shape.ts';

export const taskDefinitionShape = (): Shape => shapeOf(RegisterTaskDefinitionRequest$);

/** The first item of a schema says what it describes (`@smithy/types`, `StaticSchemaId…`). */
const ids = { simple: 0, list: 1, map: 2, structure: 3, union: 4 } as const;
/** Plain text, numbers and flags are numbers. So are lists and maps of them, with one of these added. */
const simple: Readonly<Record<number, 'text' | 'number' | 'boolean'>> = {
  0: 'text',
  1: 'number',
  2: 'boolean',
};
const [listBit, mapBit] = [64, 128];

/** The schema says only that these are text. By the structure's name and the member's; the SDK has the words apart. */
const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ContainerDefinition.versionConsistency': VersionConsistency,
  'ContainerDependency.condition': ContainerCondition,
  'Device.permissions': DeviceCgroupPermission,
  'DockerVolumeConfiguration.scope': Scope,
  'EFSAuthorizationConfig.iam': EFSAuthorizationConfigIAM,
  'EFSVolumeConfiguration.transitEncryption': EFSTransitEncryption,
  'EnvironmentFile.type': EnvironmentFileType,
  'FirelensConfiguration.type': FirelensConfigurationType,
  'LogConfiguration.logDriver': LogDriver,
  'PortMapping.appProtocol': ApplicationProtocol,
  'PortMapping.protocol': TransportProtocol,
  'ProxyConfiguration.type': ProxyConfigurationType,
  'RegisterTaskDefinitionRequest.ipcMode': IpcMode,
  'RegisterTaskDefinitionRequest.networkMode': NetworkMode,
  'RegisterTaskDefinitionRequest.pidMode': PidMode,
  'RegisterTaskDefinitionRequest.requiresCompatibilities': Compatibility,
  'ResourceRequirement.type': ResourceType,
  'RuntimePlatform.cpuArchitecture': CPUArchitecture,
  'RuntimePlatform.operatingSystemFamily': OSFamily,
  'TaskDefinitionPlacementConstraint.type': TaskDefinitionPlacementConstraintType,
  'Ulimit.name': UlimitName,
};

/** A schema is such a number, an array with its id first, a pair of a schema and its traits, or a function that returns one. */
function shapeOf(schema: unknown): Shape {
  if (typeof schema === 'function') return shapeOf((schema as () => unknown)());
  if (typeof schema === 'number') return simpleShape(schema);
  if (!Array.isArray(schema)) return { kind: 'any' };
  const [id, , own, , fifth, sixth, requiredCount = 0] = schema as readonly unknown[];
  if (schema.length === 2) return shapeOf(id);
  if (id === ids.simple) return shapeOf(fifth);
  if (id === ids.list) return { kind: 'list', item: shapeOf(fifth) };
  if (id === ids.map) return { kind: 'map', item: shapeOf(sixth) };
  if (id !== ids.structure && id !== ids.union) return { kind: 'any' };
  const [names, schemas] = [fifth as readonly string[], sixth as readonly unknown[]];
  return {
    kind: 'object',
    members: new Map(
      names.map((name, index) => [name, limited(shapeOf(schemas[index]), `${String(own)}.${name}`)]),
    ),
    required: names.slice(0, requiredCount as number),
  };
}

function limited(shape: Shape, place: string): Shape {
  if (shape.kind === 'list') return { kind: 'list', item: limited(shape.item, place) };
  const words = allowed[place];
  return shape.kind === 'text' && words !== undefined ? { kind: 'text', words: Object.values(words) } : shape;
}

function simpleShape(code: number): Shape {
  if (code >= mapBit) return { kind: 'map', item: shapeOf(code - mapBit) };
  if (code >= listBit) return { kind: 'list', item: shapeOf(code - listBit) };
  const kind = simple[code] ?? 'any';
  return kind === 'text' ? { kind, words: null } : { kind };
}
