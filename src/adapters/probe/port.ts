// Sends probes next to the loop.
import type { Probed } from '../../domain/common/probes/probe-memory.ts';
import type { ProbePurpose, ProbeRequest } from '../../domain/common/run/step.ts';
import type { ProbePort } from '../../ports.ts';
import { nextToLoop } from '../next-to-loop.ts';
import { probe } from './http.ts';

export function probePort(): ProbePort {
  const { look, stopAllBut } = nextToLoop<ProbePurpose, readonly Probed[]>();
  return {
    async look(purpose, requests, signal) {
      // ELB may list the same targets in another order.
      const name = requests
        .map(({ url, headers }) => `${url} ${JSON.stringify(headers)}`)
        .sort()
        .join('\n');
      const begin = (stopped: AbortSignal) => ({
        end: Promise.all(requests.map((request) => probed(request, stopped))),
        hasConnected: () => false,
      });
      const seen = await look(purpose, { name, begin }, signal);
      return seen.isOver ? seen.state : null;
    },
    stopAllBut,
  };
}

const probed = async (request: ProbeRequest, stopped: AbortSignal): Promise<Probed> => ({
  url: request.url,
  codes: request.codes,
  answer: await probe(request, stopped),
});
