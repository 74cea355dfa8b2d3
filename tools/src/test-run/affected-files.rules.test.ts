import { affectedBy } from './affected-files.rules';

test.each([
  [
    'libs/events/src/outbox/outbox-relay.ts',
    { sources: ['libs/events/src/outbox/outbox-relay.ts'] },
  ],
  [
    'services/goals/src/goal/goal.rules.ts',
    { sources: ['services/goals/src/goal/goal.rules.ts'], tests: ['e2e/src'] },
  ],
  ['tools/demo/src/journey.ts', { sources: ['tools/demo/src/journey.ts'] }],
  ['services/goals/prisma/schema.prisma', { sources: ['services/goals/src/index.ts'] }],
  ['libs/jobs/migrations/20260101_jobs/migration.sql', { sources: ['libs/jobs/src/index.ts'] }],
  [
    'proto/tribe/goals/v1/events.proto',
    { sources: ['libs/contracts/src/index.ts'], tests: ['e2e/src/wiring'] },
  ],
  ['tools/templates/feature/dto.ts.txt', { tests: ['tools/src/new'] }],
  ['docs/requirements.md', { tests: ['e2e/src/docs', 'e2e/src/wiring'] }],
  ['package-lock.json', { all: true }],
  ['tools/jest/shared-runner.cjs', { all: true }],
  ['LICENSE', {}],
])('a change of %s affects %j', (file, expected) => {
  expect(affectedBy([file])).toEqual({ sources: [], tests: [], all: false, ...expected });
});

test('returns every source once when several files of its package changed', () => {
  const { sources } = affectedBy(['services/goals/prisma/a.sql', 'services/goals/prisma/b.sql']);
  expect(sources).toEqual(['services/goals/src/index.ts']);
});
