const swc = JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8'));
delete swc.$schema;
delete swc.exclude;

/** One Jest run covers the whole repository; `npm test -- services/goals` narrows it. */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/{libs,services,tools,e2e}/**/src/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.nx/', '<rootDir>/.tribe/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: {
    '^@tribe/tools$': '<rootDir>/tools/src',
    '^@tribe/(contracts|service-kit|events|projections|rpc|jobs|testing)$': '<rootDir>/libs/$1/src',
    '^@tribe/(gateway|realtime|identity|social-graph|goals|notifications)$': '<rootDir>/services/$1/src',
  },
  testTimeout: 30_000,
};
