import { freePort } from './addresses.ts';

const kept = 6;

/** Ports that were free a moment ago, so that placing a task needs no waiting. */
export interface PortPool {
  /** Null: none at hand yet; ask again a little later. */
  readonly take: () => number | null;
}

export function createPortPool(address: string): PortPool {
  const ports: number[] = [];
  const given = new Set<number>();
  let isFilling = false;
  const fill = async (): Promise<void> => {
    if (isFilling) return;
    isFilling = true;
    while (ports.length < kept) {
      const port = await freePort(address, given);
      given.add(port);
      ports.push(port);
    }
    isFilling = false;
  };
  const refill = (): void => {
    fill().catch(() => {
      isFilling = false;
    });
  };
  refill();
  return {
    take() {
      const port = ports.shift() ?? null;
      refill();
      return port;
    },
  };
}
