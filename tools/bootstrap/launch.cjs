'use strict';

/**
 * The start of every `npm run …` of this repository. It is plain JavaScript without dependencies, because it installs
 * them: first packages, then Node 24 from node_modules, then the generated and compiled code of the tools. Then it runs
 * tools/dist/commands/<command>.js.
 */
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { needsInstall, nodeToUse } = require('./decisions.cjs');
const { prepareTools } = require('./prepare-tools.cjs');
const { withLock } = require('./lock.cjs');

const root = path.resolve(__dirname, '../..');
const [command, ...args] = process.argv.slice(2);

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function install() {
  if (!needsInstall(readJson('package-lock.json'), readJson('node_modules/.package-lock.json')))
    return;
  console.log('Installing packages …');
  if (npm(['ci']).status === 0) return;
  // `npm ci` refuses a lockfile that lacks the packages of another platform, which a registry mirror may not have.
  console.log('npm ci refused; trying npm install with the versions of the lockfile …');
  if (npm(['install', '--no-save'], 'inherit').status !== 0)
    fail('The packages could not be installed; npm says above why.');
}

function npm(args, stdio = 'ignore') {
  const script = process.env.npm_execpath;
  const [program, first] = script ? [process.execPath, [script]] : ['npm', []];
  return spawnSync(program, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio,
  });
}

function environment() {
  const bin = path.join(root, 'node_modules/.bin');
  return {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    // Prisma's generator looks for an engine program it never runs; any program will do.
    PRISMA_SCHEMA_ENGINE_BINARY:
      ['/bin/true', '/usr/bin/true'].find((file) => fs.existsSync(file)) ?? process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: 'true',
  };
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Signals reach the command; it decides how to end, and we end as it did. */
function handOver(node, env) {
  const entry = path.join(root, 'tools/dist/commands', `${command}.js`);
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}

async function main() {
  if (!command || !fs.existsSync(path.join(root, 'tools/src/commands', `${command}.ts`))) {
    fail(`There is no command "${command ?? ''}"; package.json lists them under "scripts".`);
  }
  const env = environment();
  await withLock(root, async () => {
    install();
    await prepareTools(root, env);
  });
  handOver(
    nodeToUse(
      process.versions.node,
      process.execPath,
      path.join(root, 'node_modules/node/bin/node'),
    ),
    env,
  );
}

main().catch((error) => fail(error.message));
