// What a network between the client and AWS answers in AWS's place.
import type { ServerResponse } from 'node:http';
import type { Replacement } from '../faults.ts';

const signInPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>\n';
const dripMs = 100;

export function answerInstead(response: ServerResponse, kind: Replacement): void {
  switch (kind) {
    case 'garbled':
      response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n');
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(signInPage);
      return;
    case 'empty':
      response.writeHead(200);
      response.end();
      return;
    case 'drip':
      drip(response);
  }
}

/** Ends with the connection. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/xml' });
  const timer = setInterval(() => response.write(' '), dripMs);
  response.on('close', () => {
    clearInterval(timer);
  });
}
