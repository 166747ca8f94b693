// A port of an app that answers health checks only, as management ports do: /health there, and nothing else.
import http from 'node:http';
import type { RequestListener, Server } from 'node:http';
import https from 'node:https';
import { selfSigned } from './certificate.ts';
import type { Health } from './health.ts';

/** HEALTH_PORT: where it listens. HEALTH_TLS=1: over TLS, with a certificate that nobody can verify. Null: it isn't set. */
export function listenForHealth(env: NodeJS.ProcessEnv, health: Health): Server | null {
  const port = env['HEALTH_PORT'] ?? '';
  if (port === '') return null;
  const answer: RequestListener = (request, response) => {
    response.writeHead(request.url === '/health' ? health.status() : 404).end();
  };
  const server =
    env['HEALTH_TLS'] === '1' ? https.createServer(selfSigned('app'), answer) : http.createServer(answer);
  return server.listen(Number(port), env['HOST'] ?? '127.0.0.1');
}
