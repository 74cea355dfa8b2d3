'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { isStale } = require('./decisions.cjs');

/** Generates what is stale (contracts, Prisma clients) and compiles what the tools themselves run on. */
async function prepareTools(root, env) {
  await Promise.all([
    generateContracts(root, env),
    ...prismaWorkspaces(root).map((folder) => generatePrisma(folder, env)),
  ]);
  await Promise.all(
    ['libs/contracts', 'libs/local-servers', 'tools'].map((folder) =>
      compile(path.join(root, folder), env),
    ),
  );
}

async function generateContracts(root, env) {
  const output = path.join(root, 'libs/contracts/src/generated');
  const sources = [path.join(root, 'proto'), path.join(root, 'buf.gen.yaml')];
  if (isStale(newest(sources), oldestOrMissing(output)))
    await run('buf', ['generate', '--clean'], root, env);
}

async function generatePrisma(folder, env) {
  const output = path.join(folder, 'src/generated/prisma');
  const sources = [
    path.join(folder, 'prisma/schema.prisma'),
    path.join(folder, 'prisma.config.ts'),
  ];
  if (isStale(newest(sources), oldestOrMissing(output)))
    await run('prisma', ['generate'], folder, env);
}

async function compile(folder, env) {
  const marker = path.join(folder, 'dist/index.js');
  const stale = isStale(
    newest([path.join(folder, 'src')]),
    fs.statSync(marker, { throwIfNoEntry: false })?.mtimeMs,
  );
  if (stale) await run('npm', ['run', '--silent', 'build'], folder, env);
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

/** Quiet unless it fails. */
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
