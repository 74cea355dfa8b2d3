'use strict';
const { createHook } = require('node:async_hooks');

/**
 * Detects what a test file leaves behind in its worker, because the next file would share it: a timer that fires during
 * another test, a server that keeps a port, a variable that configures the wrong system.
 */

/** Milliseconds for sockets to close and callbacks to run after the tests. */
const graceMs = 6_000;
const pollMs = 5;

/** Resources that end without action. */
const finishing = new Set([
  'FSReqCallback',
  'FSReqPromise',
  'Immediate',
  'TickObject',
  'GetAddrInfoReqWrap',
  'CloseReq',
]);

/** Globals that Jest defines for each file. */
const ofJest = new Set(
  'jest expect it test fit xit xtest describe xdescribe fdescribe beforeAll beforeEach afterAll afterEach'.split(
    ' ',
  ),
);

/** Optional, because traces cost several times as much as the test. */
const tracing = process.env.TRIBE_TRACE_LEAKS === '1';

class LeakCheck {
  constructor() {
    this.traces = tracing ? traceOpenings() : undefined;
  }

  /** Call when the file and its packages are loaded, because resources that packages open when they load stay open. */
  start() {
    this.resources = countedBy(process.getActiveResourcesInfo());
    this.listeners = new Map(
      process.eventNames().map((name) => [name, process.listenerCount(name)]),
    );
    this.globals = new Set(Reflect.ownKeys(globalThis));
    this.env = { ...process.env };
  }

  /** @returns a description of everything opened since `start`; empty as soon as everything is closed */
  async findings() {
    const deadline = Date.now() + graceMs;
    for (;;) {
      const found = [
        ...this.openResources(),
        ...this.newListeners(),
        ...this.newGlobals(),
        ...this.changedEnv(),
      ];
      if (found.length === 0) return found;
      if (Date.now() > deadline)
        return [
          ...found,
          ...(this.traces?.() ?? ['TRIBE_TRACE_LEAKS=1 shows where it was opened']),
        ];
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  openResources() {
    return Object.entries(countedBy(process.getActiveResourcesInfo()))
      .map(([kind, count]) => [kind, count - (this.resources[kind] ?? 0)])
      .filter(([kind, more]) => more > 0 && !finishing.has(kind))
      .map(([kind, more]) => `${more} × ${kind}`);
  }

  newListeners() {
    return process
      .eventNames()
      .filter(
        (name) => name !== 'exit' && process.listenerCount(name) > (this.listeners.get(name) ?? 0),
      )
      .map((name) => `process.on('${String(name)}')`);
  }

  newGlobals() {
    return Reflect.ownKeys(globalThis)
      .filter((key) => typeof key === 'string' && !this.globals.has(key) && !ofJest.has(key))
      .map((key) => `globalThis.${String(key)}`);
  }

  changedEnv() {
    const names = new Set([...Object.keys(this.env), ...Object.keys(process.env)]);
    return [...names]
      .filter((name) => this.env[name] !== process.env[name])
      .map((name) => `process.env.${name}`);
  }
}

/** @returns a function that returns the stack traces of all open timers and handles */
function traceOpenings() {
  const open = new Map();
  const hook = createHook({
    init: (id, type, _trigger, resource) => {
      if (type === 'Timeout' || type.endsWith('WRAP'))
        open.set(id, { type, resource, stack: new Error('opened').stack });
    },
    destroy: (id) => open.delete(id),
  }).enable();
  return () => {
    hook.disable();
    const held = [...open.values()].filter(({ resource }) => resource.hasRef?.() ?? true);
    return held.map(({ type, stack }) => `\n${type} ${stack.split('\n').slice(3).join('\n')}\n`);
  };
}

function countedBy(kinds) {
  const counts = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

module.exports = { LeakCheck };
