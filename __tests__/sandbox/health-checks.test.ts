// Health checks of the sandbox where no processor is free: a slow machine must not look like an unhealthy target.
import { createServer, type RequestListener } from 'node:http';
import { expect, test } from '@jest/globals';
import { closeServer, listenOn } from '../../sandbox/wire/http.ts';
import type { HealthCheckState } from '../../sandbox/aws/health-check-state.ts';
import { askTarget } from '../../sandbox/health/checker.ts';

const check: HealthCheckState = {
  ...({ path: '/', protocol: 'HTTP', port: null, intervalMs: 1000, timeoutMs: 100 } as const),
  ...{ healthyThreshold: 2, unhealthyThreshold: 2, matcher: '200' },
};

async function checked(app: RequestListener, meanwhile: () => void): ReturnType<typeof askTarget> {
  const server = createServer(app);
  const { hostname, port } = new URL(await listenOn(server, '127.0.0.1'));
  const asked = askTarget(check, { address: hostname, port: Number(port) });
  meanwhile();
  const failure = await asked;
  server.closeAllConnections();
  await closeServer(server);
  return failure;
}

/** Nothing else of this process runs, neither its timers nor its answers. */
function holdUp(ms: number): void {
  const began = performance.now();
  while (performance.now() - began < ms);
}

test('a check whose process was held up for longer than its timeout reads the answer', async () => {
  const failure = await checked(
    (_request, response) => response.end(),
    () => {
      holdUp(900);
    },
  );
  expect(failure).toBeNull();
});

test('a check of a target that never answers fails by its timeout, held up or not', async () => {
  for (const ms of [0, 900])
    expect(
      await checked(
        () => undefined,
        () => {
          holdUp(ms);
        },
      ),
    ).toMatchObject({ reason: 'Target.Timeout' });
});
