// @actions/core and @actions/github import all of undici (a third of the bundle) for proxies alone.
// Here: the platform's own fetch, and the real undici loaded only when a proxy is configured.
export class ProxyAgent {
  constructor(options) {
    this.options = options;
  }
}
export const fetch = async (input, init) => {
  const dispatcher = init?.dispatcher;
  if (!dispatcher) return globalThis.fetch(input, init);
  const undici = await import('undici-real');
  dispatcher.real ??= new undici.ProxyAgent(dispatcher.options);
  return undici.fetch(input, { ...init, dispatcher: dispatcher.real });
};
