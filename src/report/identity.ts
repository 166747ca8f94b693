// Logs whose credentials a run uses.
import { describeIdentity, type Identity } from '../domain/common/environment/identity.ts';
import type { IdentityPort, RunnerPort } from '../ports.ts';

export interface IdentityLog {
  /** Asks once, and logs the answer. Nothing waits for it. Never rejects. */
  ask(): Promise<Identity | null>;
  /** The run has ended: an answer that comes now is not logged. */
  close(): void;
}

/** `source`: where the credentials come from. */
export function identityLog(
  port: IdentityPort,
  source: string,
  runner: Pick<RunnerPort, 'info'>,
): IdentityLog {
  let asked: Promise<Identity | null> | undefined;
  let isOpen = true;
  const log = async (): Promise<Identity | null> => {
    const identity = await port.whoAmI();
    const whose = identity === null ? 'STS does not say whose they are' : describeIdentity(identity);
    if (isOpen) runner.info(`AWS credentials: ${whose} (from ${source})`);
    return identity;
  };
  return {
    ask: () => (asked ??= log()),
    close: () => {
      isOpen = false;
    },
  };
}
