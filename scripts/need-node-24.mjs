// Every script starts here. If node_modules/.bin has the locked Node 24, npm puts it first in the PATH.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `This needs Node 24 or newer, and this is Node ${process.versions.node}. ` +
      'On Linux and Windows `npm ci` brings it; on other systems install Node 24 (for example with nvm or from nodejs.org).',
  );
  process.exit(1);
}
