/**
 * The import rules, explained in ARCHITECTURE.md.
 *
 * Workspaces are imported by name (@tribe/events) and resolved to their sources, so rules refer to paths.
 */
const tests = String.raw`\.(test|test-support)\.ts$`;
// Without `net`, because rules use isIP and BlockList.
const ioModules =
  'fs|fs/promises|http|https|dns|child_process|timers|timers/promises|worker_threads';
const ioPackages =
  '@nestjs|@nats-io/(transport-node|nats-core)|@prisma|pg|pg-pool|ioredis|undici|fastify|pino';

/** The layers of the libs: the workspaces that each lib may import, besides itself. */
const layers = {
  client: [],
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
      : `libs/${lib} imports no other workspace.`,
  from: { path: `^libs/${lib}/src/`, pathNot: tests },
  to: { path: '^(libs|services|tools|e2e)/', pathNot: `^libs/(${[lib, ...may].join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Files in an import cycle cannot be understood, loaded or tested separately.',
      from: { pathNot: '/generated/' },
      to: { circular: true },
    },
    {
      name: 'services-are-islands',
      severity: 'error',
      comment:
        'Services communicate with events, RPC and projections, and never import each other.',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'services-have-few-importers',
      severity: 'error',
      comment: 'Only testing, e2e and tools combine services.',
      from: { path: '^libs/', pathNot: `^libs/testing/|${tests}` },
      to: { path: '^services/' },
    },
    {
      name: 'production-code-imports-no-tools',
      severity: 'error',
      comment: 'Production code must not depend on test or development code.',
      from: { path: '^(libs|services)/', pathNot: `^libs/(testing|local-servers)/|${tests}` },
      to: { path: '^(libs/(testing|local-servers)|tools|e2e)/' },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      comment:
        'Production code must declare its dependencies in the package.json of its workspace, because workspaces are deployed separately.',
      from: { path: '^(libs|services)/[^/]+/src/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'first-commands-need-no-build',
      severity: 'error',
      comment: 'These commands run in a fresh clone, in which only contracts and tools are built.',
      from: {
        path: String.raw`^tools/src/commands/(start|test|check|reset|new|migration|wiring|contracts-release)\.ts$`,
      },
      to: { path: '^(libs/(?!(contracts|local-servers)/)|services|e2e)', reachable: true },
    },
    {
      name: 'client-runs-everywhere',
      severity: 'error',
      comment:
        'The client runs in browsers and React Native: no modules of Node, and no packages that an app would have to install.',
      from: { path: '^libs/client/src/', pathNot: tests },
      to: { pathNot: '^libs/client/src/' },
    },
    ...layerRules,
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment:
        'Rules depend on their arguments only: no database, broker, framework, file or clock.',
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
      comment: 'Imports must be resolvable, or they cannot be checked.',
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
      conditionNames: ['tribe-source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['types', 'main'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.d.ts', '.json'],
    },
  },
};
