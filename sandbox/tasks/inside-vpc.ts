// Loaded into containers of a sandbox whose runner is outside of the VPC. The API shows addresses there that nothing outside
// of it reaches (`shown-address.ts`); a container is inside, so its connections to them lead to where they really are.
import net from 'node:net';

const inside = (host: unknown): unknown =>
  typeof host === 'string' ? host.replace(/^239(?=(\.\d+){3}$)/, '127') : host;

/** `net.connect` passes on a list whose first member holds the options. */
function translated(first: unknown): unknown {
  if (Array.isArray(first)) return Object.assign(first, { 0: translated(first[0]) });
  if (typeof first !== 'object' || first === null || !('host' in first)) return first;
  return { ...first, host: inside(first.host) };
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with `this` below
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
  const [first, ...rest] = given;
  return Reflect.apply(connect as (...all: unknown[]) => net.Socket, this, [translated(first), ...rest]);
};
