// What RegisterTaskDefinition refuses in a whole task definition of the right types. The release would stop half-way.
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { hasMark } from './placeholders.ts';

/** An object of the document, and where it is. */
interface Place {
  readonly value: JsonObject;
  readonly path: string;
}

/** Sentences that name the place. `source` names the file. */
export function registrationProblems(content: JsonObject, source: string): readonly string[] {
  const containers = objectsIn({ value: content, path: '' }, 'containerDefinitions');
  const problems = [
    ...fargateProblems(content),
    ...sizeProblems(content),
    ...memoryProblems(content, containers),
    ...containerProblems(containers),
    ...nameProblems(content, containers),
    ...tagProblems(objectsIn({ value: content, path: '' }, 'tags')),
    ...containers.flatMap((container) =>
      objectsIn(container, 'portMappings').flatMap((mapping) => portProblems(mapping, content)),
    ),
  ];
  return problems.map(({ place, what, advice }) => `${place} of ${source} ${what}. ${advice}.`);
}

interface Problem {
  readonly place: string;
  readonly what: string;
  readonly advice: string;
}

function isForFargate({ requiresCompatibilities = null }: JsonObject): boolean {
  return isJsonArray(requiresCompatibilities) && requiresCompatibilities.includes('FARGATE');
}

function fargateProblems(content: JsonObject): readonly Problem[] {
  if (!isForFargate(content)) return [];
  const missing = ['cpu', 'memory'].filter((member) => (content[member] ?? '') === '');
  const mode = content['networkMode'] ?? null;
  return [
    ...(mode === 'awsvpc' || (mode !== null && (typeof mode !== 'string' || hasMark(mode)))
      ? []
      : [
          {
            place: 'networkMode',
            what: 'is not awsvpc, and Fargate supports no other network mode',
            advice: 'Write "networkMode": "awsvpc"',
          },
        ]),
    ...missing.map((member) => ({
      place: member,
      what: 'is missing, and Fargate requires it for the whole task',
      advice: `Write it at the top level, e.g. "${member}": "${member === 'cpu' ? '256' : '512'}"`,
    })),
  ];
}

/** `256`, `.25 vCPU`, `512`, `2 GB`. */
const sizeProblems = (content: JsonObject): readonly Problem[] =>
  ['cpu', 'memory'].flatMap((place) => {
    const value = content[place] ?? '';
    if (typeof value !== 'string' || value === '' || /^\s*[\d.]/.test(value)) return [];
    const example = place === 'cpu' ? '"256" or ".25 vCPU"' : '"512" or "2 GB"';
    const what = hasMark(value) ? 'contains a placeholder' : 'is no number';
    return [{ place, what, advice: `Write e.g. ${example}` }];
  });

/** With Fargate, the whole task needs it, which `fargateProblems` says. */
function memoryProblems(content: JsonObject, containers: readonly Place[]): readonly Problem[] {
  if ((content['memory'] ?? null) !== null || isForFargate(content)) return [];
  return containers
    .filter(
      ({ value }) => (value['memory'] ?? null) === null && (value['memoryReservation'] ?? null) === null,
    )
    .map(({ path }) => ({
      place: path,
      what: 'has no memory, and neither has the task',
      advice: 'Write memory or memoryReservation there, or memory at the top level',
    }));
}

function containerProblems(containers: readonly Place[]): readonly Problem[] {
  const hasEssential = containers.some(({ value }) => value['essential'] !== false);
  return [
    ...repeatedProblems(containers, 'name', 'container'),
    ...(containers.length === 0 || hasEssential
      ? []
      : [
          {
            place: 'containerDefinitions',
            what: 'has no essential container, and ECS requires one',
            advice: 'Set essential to true for the container that serves, or leave it out',
          },
        ]),
  ];
}

const repeatedProblems = (
  places: readonly Place[],
  member: 'name' | 'key',
  kind: 'container' | 'tag',
): readonly Problem[] => {
  const all = places.map(({ value }) => value[member]);
  return places.flatMap(({ value: { [member]: name }, path }, index) =>
    typeof name === 'string' && name !== '' && all.indexOf(name) < index
      ? [
          {
            place: `${path}.${member}`,
            what: `is "${name}", as another ${kind}'s`,
            advice: `Give each ${kind} a ${member} of its own`,
          },
        ]
      : [],
  );
};

/** What a container names has to be in the same document. */
function nameProblems(content: JsonObject, containers: readonly Place[]): readonly Problem[] {
  const known = {
    container: namesIn(content['containerDefinitions'] ?? null),
    volume: namesIn(content['volumes'] ?? null),
  };
  const named = [
    { list: 'dependsOn', member: 'containerName', kind: 'container' },
    { list: 'mountPoints', member: 'sourceVolume', kind: 'volume' },
  ] as const;
  return named.flatMap(({ list, member, kind }) =>
    containers
      .flatMap((container) => objectsIn(container, list))
      .flatMap(({ value, path }) => {
        const name = value[member];
        if (typeof name !== 'string' || name === '' || hasMark(name) || known[kind]?.includes(name) !== false)
          return [];
        const what = `names the ${kind} "${name}", which the file does not have`;
        return [{ place: `${path}.${member}`, what, advice: `Correct the name, or add the ${kind}` }];
      }),
  );
}

/** What ECS accepts in keys and values of tags. It names one fault at a time, and only when it registers. */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const longestTag = { key: 128, value: 256 } as const;

function tagProblems(tags: readonly Place[]): readonly Problem[] {
  return [
    ...repeatedProblems(tags, 'key', 'tag'),
    ...tags.flatMap(({ value, path }) => [
      ...(value['key'] === ''
        ? [{ place: `${path}.key`, what: 'is empty', advice: 'Give the tag a key' }]
        : []),
      ...(['key', 'value'] as const).flatMap((member) => tagTextProblems(value, path, member)),
    ]),
  ];
}

function tagTextProblems(tag: JsonObject, path: string, member: 'key' | 'value'): readonly Problem[] {
  const text = tag[member];
  const most = longestTag[member];
  if (typeof text !== 'string' || (tagText.test(text) && text.length <= most)) return [];
  return [
    {
      place: `${path}.${member}`,
      // A part of it could be a part of a secret, which nothing hides.
      what: text.length > most ? 'is too long' : `is "${text}", which ECS refuses`,
      advice: `Write at most ${String(most)} letters, digits, spaces and _ . : / = + - @`,
    },
  ];
}

/** `null`: a wrong type hides some. */
function namesIn(list: Json): readonly string[] | null {
  if (list === null) return [];
  const items = isJsonArray(list) ? list : [null];
  const names = items.flatMap((item) => (isJsonObject(item) ? (item['name'] ?? null) : null));
  return names.every((name) => typeof name === 'string') ? names : null;
}

/** With awsvpc, a task has a network interface of its own, so a port is the same inside and outside. */
function portProblems({ value, path }: Place, content: JsonObject): readonly Problem[] {
  const { containerPort = null, hostPort = null } = value;
  const outside = [
    { member: 'containerPort', port: containerPort, least: 1 },
    { member: 'hostPort', port: hostPort, least: 0 },
  ].flatMap(({ member, port, least }) => {
    if (typeof port !== 'number' || !Number.isSafeInteger(port) || (port >= least && port <= 65_535))
      return [];
    const what = `is ${String(port)}, which is no port`;
    return [
      { place: `${path}.${member}`, what, advice: `Write a whole number from ${String(least)} to 65535` },
    ];
  });
  if (outside.length > 0) return outside;
  if (
    content['networkMode'] !== 'awsvpc' ||
    typeof hostPort !== 'number' ||
    typeof containerPort !== 'number'
  )
    return [];
  // 0 asks for any port. Whether ECS refuses it with awsvpc is not established.
  if (hostPort === 0 || hostPort === containerPort) return [];
  return [
    {
      place: `${path}.hostPort`,
      what: `is ${String(hostPort)}, but containerPort is ${String(containerPort)}, and with awsvpc both are the same`,
      advice: 'Leave hostPort out',
    },
  ];
}

function objectsIn({ value, path }: Place, member: string): readonly Place[] {
  const list: Json = value[member] ?? null;
  if (!isJsonArray(list)) return [];
  return list.flatMap((item, index) =>
    isJsonObject(item)
      ? [{ value: item, path: `${path === '' ? '' : `${path}.`}${member}[${String(index)}]` }]
      : [],
  );
}
