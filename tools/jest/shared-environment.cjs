'use strict';
const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/**
 * The test environment of a worker whose test files share one realm and one module registry. What Jest gets from a
 * fresh VM context for each file, this class restores by hand.
 */
class SharedEnvironment {
  constructor({ projectConfig: config }) {
    const global = globalThis;
    this.global = global;
    this.moduleMocker = new ModuleMocker(global);
    this.fakeTimers = new LegacyFakeTimers({
      config,
      global,
      moduleMocker: this.moduleMocker,
      timerConfig: { idToRef: (id) => id, refToId: (timer) => timer },
    });
    this.fakeTimersModern = new ModernFakeTimers({ config, global });
    this.before = { console: global.console, exit: process.exit, env: { ...process.env } };
  }

  async setup() {
    // Jest sets 100, and the NATS client takes a stack trace for every request it makes.
    Error.stackTraceLimit = 15;
  }

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.useRealTimers();
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    delete globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')];
    globalThis.console = this.before.console;
    process.exit = this.before.exit;
    for (const name of Object.keys(process.env))
      if (!(name in this.before.env)) delete process.env[name];
    Object.assign(process.env, this.before.env);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}

module.exports = SharedEnvironment;
