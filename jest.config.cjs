const { readdirSync, readFileSync } = require('node:fs');

const swc = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));
delete swc.$schema;
delete swc.exclude;

const libs = readdirSync(`${__dirname}/libs`).join('|');
const services = readdirSync(`${__dirname}/services`).join('|');

/** One Jest run covers the whole repository; `npm test -- services/goals` narrows it. */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/{libs,services,tools,e2e}/**/src/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.nx/', '<rootDir>/.tribe/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: {
    '^@tribe/tools$': '<rootDir>/tools/src',
    [`^@tribe/(${libs})$`]: '<rootDir>/libs/$1/src',
    [`^@tribe/(${services})$`]: '<rootDir>/services/$1/src',
  },
  testTimeout: 30_000,
};
