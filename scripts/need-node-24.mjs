// Every script starts here. npm puts the locked Node 24 of node_modules/.bin first in the PATH where there is one.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `This needs Node 24 or newer, and this is Node ${process.versions.node}. ` +
      'On Linux and Windows `npm ci` brings it; on other systems install Node 24 (for example with nvm or from nodejs.org).',
  );
  process.exit(1);
}
