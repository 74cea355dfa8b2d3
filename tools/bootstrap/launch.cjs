'use strict';

/**
 * The start of every `npm run …` of this repository. It is plain JavaScript without dependencies, because it installs
 * them: first packages, then Node 24 from node_modules, then the generated and compiled code of the tools. Then it runs
 * tools/dist/commands/<command>.js.
 */
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { needsInstall } = require('./decisions.cjs');
const { commandLine, toolEnvironment } = require('./environment.cjs');
const { prepareTools } = require('./prepare-tools.cjs');
const { withLock } = require('./lock.cjs');
const { readJson } = require('./read-json.cjs');

const root = path.resolve(__dirname, '../..');
const [command, ...args] = process.argv.slice(2);
const launchedAt = Date.now();

function install() {
  const wanted = readJson(path.join(root, 'package-lock.json'));
  if (!needsInstall(wanted, readJson(path.join(root, 'node_modules/.package-lock.json')))) return;
  console.log('Installing packages. The first start takes one to two minutes …');
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

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Signals reach the command; it decides how to end, and we end as it did. */
function handOver(env) {
  const { node, args: first } = commandLine(root, command);
  const child = spawn(node, [...first, ...args], {
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
  const env = { ...toolEnvironment(root), TRIBE_LAUNCHED_AT: String(launchedAt) };
  await withLock(root, async () => {
    install();
    await prepareTools(root, env);
  });
  handOver(env);
}

main().catch((error) => fail(error.message));
