'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

/**
 * Finds the server programs where libs/local-servers finds them, without anything installed.
 *
 * @param {object} required the parsed libs/local-servers/programs.json
 * @returns {{ name: string, path?: string, version?: string, failure?: string }[]}
 */
function findServerPrograms(required, env = process.env) {
  const onPath = (env.PATH || '').split(path.delimiter).filter(Boolean);
  const folders = [...onPath, ...required.folders];
  const { minimumVersion } = required.programs.postgres;
  const postgresFolders = versionFolders(required.postgresHome, minimumVersion);
  return Object.keys(required.programs).map((name) => {
    const searched = ['postgres', 'initdb'].includes(name)
      ? [...postgresFolders, ...folders]
      : folders;
    const found = searched.map((folder) => path.join(folder, name)).find(isExecutable);
    return found ? { name, path: found, ...versionOf(found) } : { name };
  });
}

/** Debian's folders of Postgres versions, newest first. */
function versionFolders(home, minimum) {
  try {
    return fs
      .readdirSync(home)
      .filter((version) => /^\d+$/.test(version) && Number(version) >= minimum)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => path.join(home, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** A program that lacks a shared library does not get as far as printing its version. */
function versionOf(program) {
  const { status, stdout, stderr, error } = spawnSync(program, ['--version'], {
    encoding: 'utf8',
    timeout: 10000,
  });
  if (error || status !== 0) {
    const output = (stderr || '').trim().split('\n')[0];
    return { failure: output || (error && error.message) || `it exits with code ${status}` };
  }
  const [version] = /\d+(\.\d+)*/.exec(stdout.replace(/^.*?v=/, '')) || [];
  return { version };
}

module.exports = { findServerPrograms };
