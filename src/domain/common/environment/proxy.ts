// The proxies of the environment, as curl reads them.
import { decoded, variable, type Variables } from './variables.ts';

interface Proxy {
  /** The variable that names it. */
  readonly variable: string;
  readonly url: string;
  /** Host and port, without a password. */
  readonly shown: string;
}

export interface Proxies {
  /** For `https:` addresses. `null`: none. */
  readonly secure: Proxy | null;
  /** For `http:` addresses. `null`: none. */
  readonly plain: Proxy | null;
  /** Hosts that are reached without a proxy. */
  readonly direct: readonly string[];
  /** Variables that name a proxy that can't be used, a sentence each. */
  readonly notes: readonly string[];
  readonly passwords: readonly string[];
}

/** In the order of curl: lower case first, and the variable of the scheme before the one for all. */
const namesFor = {
  secure: ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
  plain: ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'],
} as const;

export function proxiesIn(variables: Variables): Proxies {
  const [secure, plain] = [firstOf(variables, namesFor.secure), firstOf(variables, namesFor.plain)];
  const direct = variable(variables, 'no_proxy') ?? variable(variables, 'NO_PROXY') ?? '';
  const usable = [secure, plain].flatMap((given) => (given !== null && 'url' in given ? [given] : []));
  return {
    secure: secure !== null && 'url' in secure ? secure : null,
    plain: plain !== null && 'url' in plain ? plain : null,
    direct: direct.split(/[\s,]+/).flatMap((entry) => (entry === '' ? [] : [entry.toLowerCase()])),
    notes: [
      ...new Set([secure, plain].flatMap((given) => (given !== null && 'note' in given ? [given.note] : []))),
    ],
    passwords: [...new Set(usable.flatMap(({ password }) => (password === '' ? [] : [password])))],
  };
}

type Given = (Proxy & { readonly password: string }) | { readonly note: string };

function firstOf(variables: Variables, names: readonly string[]): Given | null {
  for (const name of names) {
    const text = variable(variables, name);
    if (text !== null) return proxyFrom(name, text);
  }
  return null;
}

function proxyFrom(name: string, text: string): Given {
  const full = text.includes('://') ? text : `http://${text}`;
  const url = /\s/.test(full) ? null : URL.parse(full);
  if (url === null || url.hostname === '')
    return {
      note: `${name} is not the address of a proxy, so none is used: write e.g. http://proxy.example.com:3128.`,
    };
  if (!(url.protocol in defaultPorts))
    return {
      note: `${name} names a proxy of the kind ${url.protocol.slice(0, -1)}, which this action does not support, so none is used. Name an HTTP proxy in HTTPS_PROXY.`,
    };
  const port = url.port === '' ? defaultPorts[url.protocol] : url.port;
  const login = url.username === '' ? '' : `${url.username}:${url.password}@`;
  return {
    variable: name,
    url: `${url.protocol}//${login}${url.hostname}:${port}`,
    shown: `${url.hostname}:${port}`,
    password: decoded(url.password),
  };
}

/**
 * Of an address without a port. curl takes 1080 for http, but GitHub's runner, Node, GitHub's toolkit and the AWS CLI take
 * these. The runner hands its own proxy on without a port where it is 80 (RunnerWebProxy.cs), so 1080 would be wrong.
 */
const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** The proxy for this address. `null`: it is reached directly. */
function proxyFor(proxies: Proxies, { protocol, hostname, port }: URL): Proxy | null {
  const proxy = protocol === 'https:' ? proxies.secure : proxies.plain;
  if (proxy === null || isLoopback(hostname)) return null;
  const itsPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return proxies.direct.some((entry) => isNamed(entry, hostname.toLowerCase(), itsPort)) ? null : proxy;
}

/** No proxy can reach this machine. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.startsWith('127.') || host === '[::1]' || host === '::1';

/** Whether an entry of NO_PROXY names the host: itself, a domain above it, or a range of addresses. */
function isNamed(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const range = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(entry);
  if (range !== null) return isInRange(host, range[1] ?? '', Number(range[2]));
  const [, name = entry, itsPort] = /^(.+?)(?::(\d+))?$/.exec(entry.replace(/^\*?\./, '')) ?? [];
  const isHost = host === name || host.endsWith(`.${name}`);
  return isHost && (itsPort === undefined || itsPort === port);
}

function isInRange(host: string, network: string, bits: number): boolean {
  const [one, other] = [bitsOf(host), bitsOf(network)];
  return one !== null && other !== null && one.slice(0, bits) === other.slice(0, bits);
}

const bitsOf = (address: string): string | null =>
  /^\d+\.\d+\.\d+\.\d+$/.test(address)
    ? address
        .split('.')
        .map((part) => Number(part).toString(2).padStart(8, '0'))
        .join('')
    : null;

/**
 * The variables in the one form that Node's agent and GitHub's toolkit read alike. `known`: addresses that are called. Those
 * that an entry of NO_PROXY means only for curl are named themselves.
 */
export function proxyVariables(proxies: Proxies, known: readonly URL[]): Variables {
  const { secure, plain, direct } = proxies;
  const hosts = direct.flatMap((entry) => {
    const name = entry.replace(/^\*?\./, '');
    return name === '*' || name.includes('/') ? [name] : [name, `.${name}`];
  });
  const itself = known.filter((url) => proxyFor(proxies, url) === null).map(({ hostname }) => hostname);
  return {
    https_proxy: secure?.url,
    http_proxy: plain?.url,
    no_proxy: [...new Set([...hosts, ...itself])].join(',') || undefined,
    HTTPS_PROXY: undefined,
    HTTP_PROXY: undefined,
    NO_PROXY: undefined,
  };
}

/** How an address is reached, for the message of a failed call. */
export function describeRoute(proxies: Proxies, url: URL): string {
  const proxy = proxyFor(proxies, url);
  if (proxy !== null) return `through the proxy ${proxy.shown} of ${proxy.variable}`;
  const isSecure = url.protocol === 'https:';
  if (isSecure ? proxies.secure : proxies.plain)
    return isLoopback(url.hostname)
      ? 'without a proxy, since it is this machine'
      : `without a proxy, since NO_PROXY names ${url.hostname}`;
  const other = proxies.plain;
  const hint =
    isSecure && other !== null && proxies.notes.length === 0
      ? `; ${other.variable} applies only to http addresses, so set HTTPS_PROXY if the runner needs one`
      : '';
  return `without a proxy${hint}`;
}
