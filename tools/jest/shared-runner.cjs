'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { default: circus } = require('jest-circus/runner');
const { cpuSeconds } = require('./cpu-time.cjs');
const { LeakCheck } = require('./leak-check.cjs');
const { fixedWorkMs } = require('./machine-speed.cjs');
const { register, sourceMaps } = require('./source-loader.cjs');

register();

/** Circus stores its tests and event handlers in the module state of this file. */
const initializer = path.join(
  path.dirname(require.resolve('jest-circus/package.json')),
  'build/jestAdapterInit.js',
);
const eventHandlers = Symbol.for('EVENT_HANDLERS');

/**
 * Runs a test file with jest-circus, but loads the file and its imports with Node's `require`. All files of a worker
 * share a module registry, so that packages are evaluated once per worker instead of once per file. A file that leaves
 * something behind in the worker fails.
 */
module.exports = async function runFile(
  globalConfig,
  config,
  environment,
  runtime,
  testPath,
  sendMessage,
) {
  const startedAt = cpuSeconds();
  const leaks = new LeakCheck();
  environment.handleTestEvent = (event) => {
    if (event.name === 'run_start') leaks.start();
  };
  globalThis.jest = jestObject(environment);
  delete globalThis[eventHandlers];
  delete require.cache[initializer];
  for (const [file, map] of sourceMaps) runtime.getSourceMaps().set(file, map);
  try {
    const result = await circus(
      globalConfig,
      config,
      environment,
      withNodeLoader(runtime),
      testPath,
      sendMessage,
    );
    environment.fakeTimersModern.useRealTimers();
    const left = await leaks.findings();
    return left.length === 0
      ? result
      : failed(result, `The test file left behind: ${left.join(', ')}`);
  } finally {
    forget(testPath);
    forgetState();
    reportCost(testPath, cpuSeconds() - startedAt);
  }
};

/** Returns Jest's runtime with another module loader. */
function withNodeLoader(runtime) {
  const load = (file) => {
    const loaded = require(file);
    for (const [source, map] of sourceMaps) runtime.getSourceMaps().set(source, map);
    return loaded;
  };
  return Object.create(runtime, {
    requireInternalModule: { value: load },
    requireModule: { value: load },
    setGlobalsForRuntime: { value: () => undefined },
    unstable_shouldLoadAsEsm: { value: () => false },
    restoreAllMocks: { value: () => globalThis.jest.restoreAllMocks() },
  });
}

function failed(result, message) {
  const text = `${result.failureMessage ?? ''}\n  ${message}\n`;
  return { ...result, failureMessage: text, testExecError: { message, stack: message } };
}

/** Removes a test file from the registry; the modules that it imported stay for the next files. */
function forget(testPath) {
  const own = require.cache[testPath];
  delete require.cache[testPath];
  module.children = module.children.filter((child) => child !== own);
}

/**
 * Removes the state of circus, which holds the tests of the file and all that they refer to. Each evaluation of circus
 * stores its state with a symbol of its own.
 */
function forgetState() {
  for (const key of Object.getOwnPropertySymbols(globalThis))
    if (key.description === 'JEST_STATE_SYMBOL') delete globalThis[key];
}

/** Records the cost of the file for the list at the end of the run. */
function reportCost(testPath, seconds) {
  const file = process.env.TRIBE_TEST_COSTS;
  if (!file) return;
  fs.appendFileSync(file, `${JSON.stringify({ testPath, seconds, fixedWorkMs: fixedWorkMs() })}\n`);
}

const withoutRegistry = (name) => () => {
  throw new Error(
    `jest.${name} requires a module registry for each file, which this runner does not have`,
  );
};

/** Returns the `jest` object without the functions that require a module registry for each file. */
function jestObject({ moduleMocker, fakeTimersModern: timers }) {
  const chained =
    (work) =>
    (...args) => {
      work(...args);
      return jest;
    };
  const jest = {
    fn: moduleMocker.fn.bind(moduleMocker),
    spyOn: moduleMocker.spyOn.bind(moduleMocker),
    replaceProperty: moduleMocker.replaceProperty.bind(moduleMocker),
    isMockFunction: moduleMocker.isMockFunction,
    mocked: (source) => source,
    clearAllMocks: chained(() => moduleMocker.clearAllMocks()),
    resetAllMocks: chained(() => moduleMocker.resetAllMocks()),
    restoreAllMocks: chained(() => moduleMocker.restoreAllMocks()),
    useFakeTimers: chained((options) => timers.useFakeTimers(options)),
    useRealTimers: chained(() => timers.useRealTimers()),
    setSystemTime: (now) => timers.setSystemTime(now),
    advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
    advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
    setTimeout: chained((ms) => (globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms)),
  };
  for (const name of [
    'mock',
    'unmock',
    'doMock',
    'isolateModules',
    'isolateModulesAsync',
    'resetModules',
  ])
    jest[name] = withoutRegistry(name);
  return jest;
}
