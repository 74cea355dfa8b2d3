'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { compileWorkspaces } = require('./compile.cjs');
const { isStale } = require('./decisions.cjs');

/** Generates outdated contracts and Prisma clients, and compiles the tools. */
async function prepareTools(root, env) {
  await Promise.all([
    generateContracts(root, env),
    ...prismaWorkspaces(root).map((folder) => generatePrisma(folder, env)),
  ]);
  const workspaces = ['libs/contracts', 'libs/local-servers', 'tools'];
  await compileWorkspaces(
    root,
    workspaces.map((folder) => path.join(root, folder)),
  );
}

async function generateContracts(root, env) {
  const sources = [path.join(root, 'proto'), path.join(root, 'buf.gen.yaml')];
  const output = path.join(root, 'libs/contracts/src/generated');
  await generate({ sources, output }, () => run('buf', ['generate', '--clean'], root, env));
}

async function generatePrisma(folder, env) {
  const sources = ['prisma/schema.prisma', 'prisma.config.ts'].map((file) =>
    path.join(folder, file),
  );
  const output = path.join(folder, 'src/generated/prisma');
  await generate({ sources, output }, () => run('prisma', ['generate'], folder, env));
}

/** Updates the time of the output, because generators do not write files that would stay the same. */
async function generate({ sources, output }, generator) {
  if (!isStale(newest(sources), oldestOrMissing(output))) return;
  await generator();
  const time = new Date();
  for (const file of files(output)) fs.utimesSync(file, time, time);
}

function prismaWorkspaces(root) {
  return ['services', 'libs']
    .flatMap((kind) =>
      fs.readdirSync(path.join(root, kind)).map((name) => path.join(root, kind, name)),
    )
    .filter((folder) => fs.existsSync(path.join(folder, 'prisma/schema.prisma')));
}

function newest(paths) {
  return Math.max(0, ...paths.flatMap(files).map((file) => fs.statSync(file).mtimeMs));
}

function oldestOrMissing(folder) {
  const times = files(folder).map((file) => fs.statSync(file).mtimeMs);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function files(place) {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [place];
  return fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** Runs a program and prints its output only if it fails. */
function run(program, args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${program} ${args.join(' ')} failed in ${cwd}:\n${output}`)),
    );
  });
}

module.exports = { prepareTools };
