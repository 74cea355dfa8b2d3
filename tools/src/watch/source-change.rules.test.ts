import { servicesUsing, sourceChangeOf } from './source-change.rules';

test.each([
  ['services/goals/src/goal/goal.service.ts', 'compile'],
  ['libs/events/src/index.ts', 'compile'],
  ['services/goals/src/goal/create-goal.test.ts', 'ignore'],
  ['services/goals/src/goals-world.test-support.ts', 'ignore'],
  ['services/goals/src/generated/prisma/client.ts', 'ignore'],
  ['services/goals/README.md', 'ignore'],
  ['tools/src/commands/start.ts', 'ignore'],
  ['proto/tribe/goals/v1/events.proto', 'restart-needed'],
  ['services/goals/prisma/schema.prisma', 'restart-needed'],
  ['services/goals/package.json', 'restart-needed'],
])('a change of %s results in %s', (file, kind) => {
  expect(sourceChangeOf(file).kind).toBe(kind);
});

test('returns the services that depend on a lib directly or through another lib', () => {
  const dependencies = new Map([
    ['libs/service-kit', []],
    ['libs/events', ['libs/service-kit']],
    ['services/goals', ['libs/events']],
    ['services/gateway', ['libs/service-kit']],
  ]);
  expect(servicesUsing('libs/events', dependencies)).toEqual(new Set(['goals']));
  expect(servicesUsing('libs/service-kit', dependencies)).toEqual(new Set(['goals', 'gateway']));
  expect(servicesUsing('services/goals', dependencies)).toEqual(new Set(['goals']));
});
