'use strict';
const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/**
 * The test environment of a worker whose test files share a realm and a module registry. It restores what Jest
 * otherwise resets with a new VM context for each file.
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
    // Jest sets 100, but the NATS client takes a stack trace for every request.
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
