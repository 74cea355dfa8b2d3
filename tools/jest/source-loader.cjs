'use strict';

/**
 * Loads TypeScript with Node's `require`. swc compiles files with new content and stores the output in
 * `.tribe/test-cache`; Node evaluates them once per worker. Node loads packages unchanged, so that all test files of a
 * worker share them.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const cacheFolder = process.env.TRIBE_TEST_CACHE ?? path.join(root, '.tribe/test-cache');
const {
  $schema: _schema,
  exclude: _exclude,
  ...swcOptions
} = JSON.parse(fs.readFileSync(`${root}/.swcrc`, 'utf8'));
const compiler = JSON.stringify([swcOptions, require('@swc/core/package.json').version]);

/** Source folders of the workspaces by name; tests run sources instead of build output. */
const sourceFolders = new Map(
  workspaceFolders().map((folder) => [path.basename(folder), path.join(root, folder, 'src')]),
);

/**
 * Resolves `@tribe/goals` to `services/goals/src/index.ts`, and `@tribe/service-kit/edge` to
 * `libs/service-kit/src/edge.ts`.
 */
function sourceOf(request) {
  const [, name, entry = 'index'] = /^@tribe\/([^/]+)(?:\/(.+))?$/.exec(request) ?? [];
  const folder = sourceFolders.get(name);
  return folder && path.join(folder, `${entry}.ts`);
}

function workspaceFolders() {
  const { workspaces } = JSON.parse(fs.readFileSync(`${root}/package.json`, 'utf8'));
  return workspaces.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    return fs.readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`);
  });
}

/** Paths of the source maps of loaded files, for stack traces. */
const sourceMaps = new Map();

function register() {
  require.extensions['.ts'] = (module, file) => module._compile(compiled(file), file);
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function resolveFilename(request, ...rest) {
    return sourceOf(request) ?? resolve.call(this, request, ...rest);
  };
}

function compiled(file) {
  const source = fs.readFileSync(file, 'utf8');
  const key = createHash('sha1').update(compiler).update(source).digest('hex');
  const folder = path.join(cacheFolder, 'js', path.relative(root, file));
  const output = path.join(folder, `${key}.js`);
  sourceMaps.set(file, `${output}.map`);
  try {
    return fs.readFileSync(output, 'utf8');
  } catch {
    return compile(file, source, output);
  }
}

function compile(file, source, output) {
  const { transformSync } = require('@swc/core');
  const { code, map } = transformSync(source, { ...swcOptions, swcrc: false, filename: file });
  const folder = path.dirname(output);
  fs.mkdirSync(folder, { recursive: true });
  const outdated = fs.readdirSync(folder).filter((name) => !name.startsWith(path.basename(output)));
  write(`${output}.map`, map);
  write(output, code);
  for (const name of outdated) fs.rmSync(path.join(folder, name), { force: true });
  return code;
}

/** Writes atomically, because two workers may compile the same file concurrently. */
function write(file, text) {
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}

module.exports = { register, sourceMaps };
