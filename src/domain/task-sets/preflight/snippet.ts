// Terraform that adds what a service needs for task sets.
import { familyOf, lastPart, shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { forwardOf, formatRule, holds } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { OtherwiseServed, World } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';

/** What ECS shows of the PRIMARY task set on the service (fact 11), and what this action and auto scaling change. */
export const ignoredChanges = [
  'desired_count',
  'task_definition',
  'load_balancer',
  'network_configuration',
  'launch_type',
  'capacity_provider_strategy',
  'platform_version',
  'service_registries',
  'tags',
  'tags_all',
] as const;

/** Empty: the service has all that it needs, or what is missing can't be added. */
export function snippetFor({ world, roles }: Pick<Scene, 'world' | 'roles'>): readonly string[] {
  const { service } = world;
  const live = service.otherwise?.attachments[0]?.group ?? roles.blue?.attachment?.group;
  const needsService = service.controller !== 'EXTERNAL';
  if (live === undefined) return needsService ? serviceLines(world) : [];
  const needsGroup = roles.pair?.blue == null && !hasSecondGroup(world, live);
  return [
    ...(needsService ? [...serviceLines(world), ''] : []),
    ...(needsGroup ? groupLines(world, live) : []),
    ...(needsService && service.otherwise !== null ? settingLines(world, service.otherwise) : []),
  ];
}

const hasSecondGroup = ({ rules }: World, live: TargetGroupArn): boolean =>
  rules.some((rule) => groupsNextTo(rule, live).length > 1);

/** The groups that share a rule with this one. */
const groupsNextTo = (rule: RuleView, live: TargetGroupArn | undefined): readonly TargetGroupArn[] =>
  live !== undefined && holds(rule, live) ? (forwardOf(rule)?.groups ?? []).map(({ group }) => group) : [];

/** Text in HCL, where `${` begins an expression. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&');

/** The name of the second service, which the first one's name doesn't fit. */
const newName = (name: string): string => `${name}-task-sets`;

const serviceLines = ({ service }: World): readonly string[] => [
  '# A second service for task sets. Both run until its first release has taken over the traffic.',
  'resource "aws_ecs_service" "task_sets" {',
  `  name          = ${quoted(newName(service.name))}`,
  `  cluster       = ${quoted(service.cluster)}`,
  `  desired_count = ${String(Math.max(1, service.desiredCount))}`,
  '',
  '  deployment_controller {',
  '    type = "EXTERNAL"',
  '  }',
  '',
  '  lifecycle {',
  '    ignore_changes = [',
  ...ignoredChanges.map((name) => `      ${name},`),
  '    ]',
  '  }',
  '}',
];

/** All that decides whether a task gets healthy, and what requests it gets. */
const copiedMembers = [
  'vpc_id',
  'port',
  'protocol',
  'protocol_version',
  'target_type',
  'deregistration_delay',
] as const;
const copiedChecks = [
  ...(['enabled', 'protocol', 'port', 'path', 'matcher', 'interval', 'timeout'] as const),
  ...(['healthy_threshold', 'unhealthy_threshold'] as const),
] as const;

/** One argument a line, aligned as `terraform fmt` does. */
function copied(members: readonly string[], from: string, indent: string): readonly string[] {
  const width = Math.max(...members.map(({ length }) => length));
  return members.map(
    (member) => `${indent}${member.padEnd(width)} = data.aws_lb_target_group.${from}.${member}`,
  );
}

/** A target group's name has at most 32 characters. */
function groupLines({ rules }: World, live: TargetGroupArn): readonly string[] {
  const leading = rules.filter((rule) => holds(rule, live)).map(formatRule);
  return [
    'data "aws_lb_target_group" "live" {',
    `  arn = ${quoted(live)}`,
    '}',
    '',
    'resource "aws_lb_target_group" "idle" {',
    `  name                 = ${quoted(`${shortName(live).slice(0, 27)}-idle`)}`,
    ...copied(copiedMembers, 'live', '  '),
    '',
    '  health_check {',
    ...copied(copiedChecks, 'live.health_check[0]', '    '),
    '  }',
    '}',
    '',
    `# Put both groups into each rule that forwards to ${shortName(live)}${leading.length === 0 ? '' : `: ${leading.join('; ')}`}.`,
    '#   forward {',
    '#     target_group {',
    '#       arn    = data.aws_lb_target_group.live.arn',
    '#       weight = 100',
    '#     }',
    '#     target_group {',
    '#       arn    = aws_lb_target_group.idle.arn',
    '#       weight = 0',
    '#     }',
    '#   }',
    '# The action manages the weights: add ignore_changes = [default_action] to a listener, [action] to a rule.',
    '',
  ];
}

function settingLines({ service, rules }: World, served: OtherwiseServed): readonly string[] {
  const { revision, attachments, settings } = served;
  const { launchType, capacityProviders, network } = settings;
  const live = attachments[0]?.group;
  const pair = [...new Set([live, ...rules.flatMap((rule) => groupsNextTo(rule, live))])].slice(0, 2);
  const providers = (capacityProviders ?? []).map(
    ({ name, weight, base }) => `${name}=${String(weight ?? 1)}:${String(base ?? 0)}`,
  );
  const top: Lines = [
    [
      'task-definition',
      revision === null ? null : familyOf(revision) === null ? revision : lastPart(revision),
    ],
    ['container-name', attachments[0]?.containerName ?? null],
  ];
  const ofNetwork: Lines = [
    ['launch-type', launchType === null || providers.length > 0 ? null : launchType.toLowerCase()],
    ['capacity-providers', providers.length === 0 ? null : providers.join(', ')],
    ['subnets', network?.subnets.join(', ') ?? null],
    ['security-groups', network?.securityGroups.join(', ') ?? null],
    ['assign-public-ip', network?.assignPublicIp?.toLowerCase() ?? null],
  ];
  return [
    `# Its first release has the input "service: ${newName(service.name)}", and a config file with:`,
    `#   target-groups: ${pair.join(', ')}${pair.length > 1 ? '' : ', and the ARN of the group "idle"'}`,
    ...linesOf(top, '#   '),
    ...linesUnder('#   network:', linesOf(ofNetwork, '#     ')),
  ];
}

type Lines = readonly (readonly [string, string | null])[];

const linesOf = (lines: Lines, indent: string): readonly string[] =>
  lines.flatMap(([name, value]) => (value === null || value === '' ? [] : `${indent}${name}: ${value}`));

const linesUnder = (head: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [head, ...lines];
