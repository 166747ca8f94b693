// The newest events of a stream of CloudWatch Logs.
import type { LogStream } from '../../domain/common/logs/place.ts';
import { mostEvents, type FoundEvents } from '../../domain/common/logs/tail.ts';
import type { Trouble } from '../../domain/common/values/trouble.ts';
import { PortError } from '../../errors.ts';
import type { LogsPort } from '../../ports.ts';
import { reading } from '../aws/calls.ts';
import type { AwsClients } from '../aws/clients.ts';

/** The first call for each region loads or makes a client. */
export const logsPort = (clients: Pick<AwsClients, 'logs'>): LogsPort => ({
  async lastEvents(place) {
    try {
      return { kind: 'events', messages: await readNewest(clients, place) };
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      const { trouble } = error;
      if (trouble.code === 'ResourceNotFoundException') return missing(trouble.message);
      return isLate(trouble) ? { kind: 'late' } : { kind: 'failed', trouble };
    }
  },
});

/** The client's own time limit, before or after the headers of the answer. */
const isLate = ({ code }: Trouble): boolean => /^(?:ETIMEDOUT|TimeoutError|AbortError)$/.test(code);

/** The code is the same for both. */
const missing = (message: string): FoundEvents => ({
  kind: 'missing',
  what: /log group/i.test(message) ? 'group' : 'stream',
});

/** An empty page isn't the end: the same token twice is. */
const mostPages = 3;

async function readNewest(clients: Pick<AwsClients, 'logs'>, place: LogStream): Promise<readonly string[]> {
  const { sdk, reader } = await clients.logs(place.region);
  let token: string | undefined;
  for (let page = 1; page <= mostPages; page++) {
    const { events = [], nextBackwardToken } = await reading('logs:GetLogEvents', place.group, () =>
      reader.send(
        new sdk.GetLogEventsCommand({
          logGroupName: place.group,
          logStreamName: place.stream,
          limit: mostEvents,
          startFromHead: false,
          ...(token === undefined ? {} : { nextToken: token }),
        }),
      ),
    );
    if (events.length > 0) return events.map(({ message = '' }) => message);
    if (nextBackwardToken === undefined || nextBackwardToken === token) return [];
    token = nextBackwardToken;
  }
  return [];
}
