'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { nodeToUse } = require('./decisions.cjs');

/** The environment of everything that runs after the installation. */
function toolEnvironment(root) {
  const bin = path.join(root, 'node_modules/.bin');
  return {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH || ''}`,
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    // Prisma's generator looks for an engine program it never runs; any program will do.
    PRISMA_SCHEMA_ENGINE_BINARY:
      ['/bin/true', '/usr/bin/true'].find((file) => fs.existsSync(file)) || process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: 'true',
  };
}

/** The program and the first arguments that run tools/dist/commands/<command>.js. */
function commandLine(root, command) {
  const node = nodeToUse(
    process.versions.node,
    process.execPath,
    path.join(root, 'node_modules/node/bin/node'),
  );
  const entry = path.join(root, 'tools/dist/commands', `${command}.js`);
  return { node, args: ['--disable-warning=ExperimentalWarning', entry] };
}

module.exports = { toolEnvironment, commandLine };
