/**
 * Who may import whom. ARCHITECTURE.md says why; this file is what enforces it.
 *
 * A workspace is imported by its name (@tribe/events) and resolved to its sources, so rules speak of paths.
 */
const tests = String.raw`\.(test|test-support)\.ts$`;
// `net` is not among them: rules need its isIP and BlockList.
const ioModules =
  'fs|fs/promises|http|https|dns|child_process|timers|timers/promises|worker_threads';
const ioPackages =
  '@nestjs|@nats-io/(transport-node|nats-core)|@prisma|pg|pg-pool|ioredis|undici|fastify|pino';

/** Layering of the libs: each may import the ones in `may` (and itself), nothing else of ours. */
const layers = {
  contracts: [],
  'service-kit': [],
  'local-servers': ['contracts'],
  events: ['service-kit', 'contracts'],
  rpc: ['service-kit', 'contracts'],
  jobs: ['service-kit', 'contracts'],
  projections: ['events', 'rpc', 'jobs', 'service-kit', 'contracts'],
  'personal-data': ['events', 'rpc', 'jobs', 'service-kit', 'contracts'],
};

const layerRules = Object.entries(layers).map(([lib, may]) => ({
  name: `layer-${lib}`,
  severity: 'error',
  comment:
    may.length > 0
      ? `libs/${lib} imports only ${may.join(', ')}.`
      : `libs/${lib} imports nothing of ours.`,
  from: { path: `^libs/${lib}/src/`, pathNot: tests },
  to: { path: '^(libs|services|tools|e2e)/', pathNot: `^libs/(${[lib, ...may].join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Files that import each other in a circle cannot be understood, loaded or tested apart.',
      from: { pathNot: '/generated/' },
      to: { circular: true },
    },
    {
      name: 'services-are-islands',
      severity: 'error',
      comment:
        'A service learns of another through events, RPC or a projection, never by importing it.',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'services-have-few-importers',
      severity: 'error',
      comment: 'Only the test library, the journeys and the tools put services together.',
      from: { path: '^libs/', pathNot: `^libs/testing/|${tests}` },
      to: { path: '^services/' },
    },
    {
      name: 'production-code-imports-no-tools',
      severity: 'error',
      comment: 'What runs in production does not depend on test or development code.',
      from: { path: '^(libs|services)/', pathNot: `^libs/(testing|local-servers)/|${tests}` },
      to: { path: '^(libs/(testing|local-servers)|tools|e2e)/' },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      comment:
        'What runs in production lists what it imports in its own package.json: it is deployed without the others.',
      from: { path: '^(libs|services)/[^/]+/src/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'first-commands-need-no-build',
      severity: 'error',
      comment:
        'These commands run in a fresh clone, where nothing but the contracts and the tools is built yet.',
      from: {
        path: String.raw`^tools/src/commands/(start|test|check|reset|new|migration|wiring|contracts-release)\.ts$`,
      },
      to: { path: '^(libs/(?!(contracts|local-servers)/)|services|e2e)', reachable: true },
    },
    ...layerRules,
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment:
        'A *.rules.ts decides from its arguments alone: no database, broker, framework, file or clock.',
      from: { path: String.raw`\.rules\.ts$` },
      to: {
        path: [
          `^(node:)?(${ioModules})$`,
          `node_modules/(${ioPackages})/`,
          '/generated/prisma/(client|internal)',
          String.raw`prisma\.service\.ts$`,
          '^libs/(rpc|jobs|testing)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'controllers-know-no-database',
      severity: 'error',
      comment: 'Two hops: controller -> service -> Prisma.',
      from: { path: String.raw`\.controller\.ts$` },
      to: {
        path: String.raw`/generated/prisma/|prisma\.service\.ts$|\.queries\.ts$|node_modules/(@prisma|pg)/`,
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that cannot be found cannot be checked either.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['types', 'main'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.d.ts', '.json'],
    },
  },
};
