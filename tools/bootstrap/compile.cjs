'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** Lists the sources from which `dist` was compiled, by the hash of their text. */
const manifestName = '.sources.json';
const notCompiled = /\.(test|test-support|d)\.ts$/;

/**
 * Compiles the sources of workspaces from `src` to `dist`: those whose text has changed, or all after a change of the
 * compiler or its settings. Deletes the output of deleted sources.
 *
 * @param {string} root of the repository, with the `.swcrc`
 * @param {readonly string[]} workspaces paths of their folders
 * @returns {Promise<number>} the number of changed files in `dist`
 * @throws Error that shows the position of a syntax error; the other sources stay compiled
 */
async function compileWorkspaces(root, workspaces) {
  const counts = await Promise.all(workspaces.map((folder) => compileWorkspace(root, folder)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function compileWorkspace(root, folder) {
  const { stale, gone, manifest } = compare(root, folder);
  if (stale.length === 0 && gone.length === 0) return 0;

  for (const file of gone) remove(folder, file);
  const outcomes = await Promise.allSettled(stale.map((file) => compileFile(root, folder, file)));

  const failures = outcomes.filter(({ status }) => status === 'rejected');
  stale.forEach((file, index) => {
    if (outcomes[index].status === 'rejected') delete manifest.files[file];
  });
  writeAtomically(path.join(folder, 'dist', manifestName), JSON.stringify(manifest));
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason.message).join('\n'));
  return stale.length + gone.length;
}

function compare(root, folder) {
  const compiler = compilerOf(root);
  const before = readManifest(folder);
  const known = before?.compiler === compiler ? before.files : {};
  const files = Object.fromEntries(sourcesOf(folder).map((file) => [file, hashOf(folder, file)]));
  return {
    stale: Object.keys(files).filter((file) => known[file] !== files[file]),
    gone: Object.keys(before?.files ?? {}).filter((file) => !(file in files)),
    manifest: { compiler, files },
  };
}

function sourcesOf(folder) {
  return fs
    .readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !notCompiled.test(file))
    .sort();
}

function hashOf(folder, file) {
  const text = fs.readFileSync(path.join(folder, 'src', file));
  return createHash('sha1').update(text).digest('base64');
}

function compilerOf(root) {
  const settings = fs.readFileSync(path.join(root, '.swcrc'));
  const { version } = require('@swc/core/package.json');
  return createHash('sha1').update(settings).update(version).digest('base64');
}

function readManifest(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, 'dist', manifestName), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function compileFile(root, folder, file) {
  const { transformFile } = require('@swc/core');
  const source = path.join(folder, 'src', file);
  const compiled = compiledFrom(folder, file);
  const { code, map } = await transformFile(source, {
    configFile: path.join(root, '.swcrc'),
    sourceFileName: path.relative(path.dirname(compiled), source),
  });
  const reference = `//# sourceMappingURL=${path.basename(compiled)}.map`;
  fs.mkdirSync(path.dirname(compiled), { recursive: true });
  if (map) writeAtomically(`${compiled}.map`, map);
  writeAtomically(compiled, map ? `${code}\n${reference}` : code);
}

function compiledFrom(folder, file) {
  return path.join(folder, 'dist', file.replace(/\.ts$/, '.js'));
}

function remove(folder, file) {
  const compiled = compiledFrom(folder, file);
  for (const output of [compiled, `${compiled}.map`]) fs.rmSync(output, { force: true });
}

/** Writes atomically, because other processes may read the file. */
function writeAtomically(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text);
  fs.renameSync(draft, file);
}

module.exports = { compileWorkspaces };

/** `node tools/bootstrap/compile.cjs` compiles the workspace of the current folder. */
if (require.main === module) {
  const root = path.resolve(__dirname, '../..');
  compileWorkspaces(root, [process.cwd()]).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
