'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { packagesToInstall } = require('../decisions.cjs');
const { readJson } = require('../read-json.cjs');
const { expectedFolders, lockDifferences } = require('./machine-rules.cjs');
const { findServerPrograms } = require('./programs.cjs');

/** Everything that the rules of a machine decide from. Changes nothing. */
function machineFacts(root) {
  const required = readJson(path.join(root, 'libs/local-servers/programs.json'));
  const programs = findServerPrograms(required);
  const allWork = programs.every((program) => program.version !== undefined);
  return {
    platform: process.platform,
    architecture: process.arch,
    distribution: distribution(),
    usesMusl: usesMusl(),
    isRoot: process.getuid !== undefined && process.getuid() === 0,
    isDebian: fs.existsSync('/etc/debian_version'),
    nodeVersion: process.versions.node,
    npmVersion: output('npm', ['--version']),
    freeBytes: {
      repository: freeBytes(root),
      temporary: freeBytes(os.tmpdir()),
      sharedMemory: fs.existsSync('/dev/shm') ? freeBytes('/dev/shm') : undefined,
    },
    availableMemory: process.availableMemory ? process.availableMemory() : os.freemem(),
    unwritable: unwritableFolders(root),
    required: required.programs,
    programs,
    dockerAnswers:
      !allWork && output('docker', ['info', '--format', '{{.ServerVersion}}']) !== undefined,
    packages: packageFacts(root),
  };
}

function packageFacts(root) {
  const lock = readJson(path.join(root, 'package-lock.json'));
  if (!lock) return { hasLock: false };
  const installed = readJson(path.join(root, 'node_modules/.package-lock.json'));
  const node = readJson(path.join(root, 'node_modules/node/package.json'));
  return {
    hasLock: true,
    isInstalled: installed !== undefined,
    outdated: installed ? packagesToInstall(lock, installed) : [],
    absent: installed ? absentFolders(root, lock, installed) : [],
    lockDifferences: lockDifferences(lock, manifests(root, lock)),
    nodeVersion: node && node.version,
  };
}

/** Folders that npm installed and that are gone. */
function absentFolders(root, lock, installed) {
  return expectedFolders(lock, installed).filter(
    (folder) => !fs.existsSync(path.join(root, folder)),
  );
}

/** The package.json of every workspace, by its folder; the folder of the root is ''. */
function manifests(root, lock) {
  const { workspaces } = lock.packages[''];
  const folders = workspaces.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    return fs.readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`);
  });
  const found = ['', ...folders].map((folder) => [
    folder,
    readJson(path.join(root, folder, 'package.json')),
  ]);
  return Object.fromEntries(found.filter(([, manifest]) => manifest !== undefined));
}

function unwritableFolders(root) {
  const cache = process.env.npm_config_cache || path.join(os.homedir(), '.npm');
  const folders = [
    root,
    path.join(root, 'node_modules'),
    path.join(root, '.tribe'),
    os.tmpdir(),
    cache,
  ];
  return folders.filter((folder) => !canWrite(folder));
}

/** A folder that does not exist counts as writable when it can be created. */
function canWrite(folder) {
  if (!fs.existsSync(folder))
    return folder !== path.dirname(folder) && canWrite(path.dirname(folder));
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function freeBytes(folder) {
  if (!fs.statfsSync) return undefined;
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize;
}

function distribution() {
  try {
    const [, name] =
      /^PRETTY_NAME="?(.*?)"?$/m.exec(fs.readFileSync('/etc/os-release', 'utf8')) || [];
    return name;
  } catch {
    return undefined;
  }
}

/** Alpine has musl instead of glibc, for which the Node in node_modules is compiled. */
function usesMusl() {
  if (process.platform !== 'linux' || !process.report) return false;
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}

function output(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: 10000 });
  return status === 0 ? stdout.trim() : undefined;
}

module.exports = { machineFacts };
