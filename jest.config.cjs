const { readdirSync } = require('node:fs');

const libs = readdirSync(`${__dirname}/libs`).join('|');
const services = readdirSync(`${__dirname}/services`).join('|');

/**
 * One Jest run covers the whole repository; `npm test -- services/goals` narrows it. Test files of a worker share one
 * module registry: tools/jest says how, and what that asks of a test.
 */
module.exports = {
  rootDir: __dirname,
  cacheDirectory: '<rootDir>/.tribe/jest',
  testMatch: ['<rootDir>/{libs,services,tools,e2e}/**/src/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.nx/', '<rootDir>/.tribe/'],
  testEnvironment: '<rootDir>/tools/jest/shared-environment.cjs',
  testRunner: '<rootDir>/tools/jest/shared-runner.cjs',
  testSequencer: '<rootDir>/tools/jest/slowest-first.cjs',
  transform: {},
  // Not for loading, which tools/jest/source-loader.cjs does, but for Jest's graph of imports (`npm test -- --changed`).
  moduleNameMapper: {
    '^@tribe/tools$': '<rootDir>/tools/src',
    '^@tribe/demo$': '<rootDir>/tools/demo/src',
    [`^@tribe/(${libs})$`]: '<rootDir>/libs/$1/src',
    [`^@tribe/(${libs})/(.+)$`]: '<rootDir>/libs/$1/src/$2',
    [`^@tribe/(${services})$`]: '<rootDir>/services/$1/src',
  },
  // Against tests that hang, not for speed: machines differ by a factor of four.
  testTimeout: 180_000,
};
