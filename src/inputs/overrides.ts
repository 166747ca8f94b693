// The inputs that make green run differently from blue.
import type { SettingName } from '../settings/table.ts';
import type { SettingsOverrides } from '../domain/common/request/request.ts';
import { choice, count, listOf, repeated, type Reader } from './reader.ts';
import type { CapacityProvider } from '../domain/common/tasks/view.ts';

const fargate: ReadonlySet<string> = new Set(['FARGATE', 'FARGATE_SPOT']);
const greatestWeight = 1000;
const greatestBase = 100_000;

export function overridesFrom(reader: Reader): SettingsOverrides {
  const overrides: SettingsOverrides = {
    subnets: ids(reader, 'subnets', 'subnet', 16),
    securityGroups: ids(reader, 'security-groups', 'sg', 5),
    assignPublicIp: upper(choice(reader, 'assign-public-ip')),
    launchType: upper(choice(reader, 'launch-type')),
    capacityProviders: capacityProviders(reader),
    platformVersion: platformVersion(reader),
    containerName: reader.text('container-name'),
    containerPort: containerPort(reader),
  };
  refuseContradictions(reader, overrides);
  return overrides;
}

function refuseContradictions(reader: Reader, overrides: SettingsOverrides): void {
  const { launchType, capacityProviders: providers } = overrides;
  if (reader.text('launch-type') !== null && reader.text('capacity-providers') !== null) {
    reader.problem('capacity-providers', "can't be combined with launch-type: ECS accepts only one of them");
  }
  const isElsewhere = launchType !== null && launchType !== 'FARGATE';
  const isOnInstances = isElsewhere || providers.some(({ name }) => !fargate.has(name));
  if (isOnInstances && overrides.platformVersion !== null) {
    reader.problem('platform-version', 'is only for Fargate: leave it out, or run green on Fargate');
  }
  if (isOnInstances && overrides.assignPublicIp === 'ENABLED') {
    reader.problem(
      'assign-public-ip',
      '"enabled" is only for Fargate: leave it out, or run green on Fargate',
    );
  }
}

function capacityProviders(reader: Reader): readonly CapacityProvider[] {
  const name = 'capacity-providers';
  const providers = listOf(reader, name).flatMap((entry) => {
    const [, provider, weight, base] = /^([\w-]+)(?:=(\d+)(?::(\d+))?)?$/.exec(entry) ?? [];
    if (provider === undefined || Number(weight ?? 0) > greatestWeight || Number(base ?? 0) > greatestBase) {
      const limits = `weight 0 to ${greatestWeight}, base 0 to ${greatestBase}`;
      reader.refuse(
        name,
        entry,
        `is not name, name=weight or name=weight:base (${limits}): write e.g. FARGATE=1:2`,
      );
      return [];
    }
    return [{ name: provider, weight: numberOr(weight), base: numberOr(base) }];
  });
  refuseMixtures(reader, providers);
  return providers;
}

function refuseMixtures(reader: Reader, providers: readonly CapacityProvider[]): void {
  const refuse = (sentence: string): void => {
    reader.problem('capacity-providers', sentence);
  };
  const names = providers.map(({ name }) => name);
  const onFargate = names.filter((name) => fargate.has(name));
  for (const twice of repeated(names)) refuse(`names ${twice} twice: write one line for each provider`);
  if (onFargate.length > 0 && onFargate.length < names.length) {
    refuse(`mixes Fargate (${onFargate.join(', ')}) with others: ECS accepts one kind in a strategy`);
  }
  if (providers.filter(({ base }) => (base ?? 0) > 0).length > 1)
    refuse('sets a base for several providers: ECS accepts one');
  if (providers.length > 0 && providers.every(({ weight }) => weight === 0)) {
    refuse('sets weight 0 for every provider: no task could be placed');
  }
}

function ids(reader: Reader, name: SettingName, prefix: string, atMost: number): readonly string[] {
  const given = listOf(reader, name);
  for (const id of given.filter((entry) => !new RegExp(`^${prefix}-\\w+$`).test(entry))) {
    reader.refuse(name, id, `is not an id: write e.g. ${prefix}-0a1b2c3d4e5f60718`);
  }
  if (given.length > atMost) reader.problem(name, `names ${given.length}: ECS accepts at most ${atMost}`);
  return given;
}

function platformVersion(reader: Reader): string | null {
  const text = reader.text('platform-version');
  if (text === null || /^(\d+\.\d+\.\d+|latest)$/i.test(text)) return upper(text);
  reader.refuse('platform-version', text, 'is not a platform version: write e.g. 1.4.0 or latest');
  return null;
}

function containerPort(reader: Reader): number | null {
  if (reader.text('container-port') === null) return null;
  const port = count(reader, 'container-port');
  return Number.isNaN(port) ? null : port;
}

const numberOr = (digits: string | undefined): number | null =>
  digits === undefined ? null : Number(digits);
const upper = <T extends string>(text: T | null): Uppercase<T> | null =>
  text === null ? null : (text.toUpperCase() as Uppercase<T>);
