/** Environment of a container in a sandbox whose runner is outside of the VPC: it reaches what the API shows. */
export const insideVpc: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import ${new URL('inside-vpc.ts', import.meta.url).href}`,
};
