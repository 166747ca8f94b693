// The tests of a run: the setting `checks`, and what can't be started here.
import type { Command } from '../../domain/common/request/request.ts';
import type { Config } from '../config/config.ts';
import type { Reader } from '../reader.ts';
import { checksFrom } from './checks.ts';
import { withoutMissing, type WhyNot } from './programs.ts';

interface Tested {
  readonly command: Command;
  readonly config: Config | null;
  readonly bakeSeconds: number;
  readonly whyNot: WhyNot;
}

export function testsFrom(
  reader: Reader,
  { command, config, bakeSeconds, whyNot }: Tested,
): ReturnType<typeof withoutMissing> {
  const goesOn = command === 'plan' || command === 'rollback' ? command : null;
  const checks = checksFrom(reader, {
    secrets: config?.secrets ?? [],
    variables: config === null ? {} : config.variables,
    bakeSeconds,
    whyNot: goesOn === null ? whyNot : () => null,
  });
  return goesOn === null ? { checks, notes: [] } : withoutMissing(checks, goesOn, whyNot);
}
