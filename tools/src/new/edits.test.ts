import { addEvents, addImport, addToModule } from './edits';
import { namesOf, plural } from './names';

const appModule = `import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { GoalService } from './goal/goal.service';

@Module({
  imports: [EventsModule, UserCards.forService({ only: [1] })],
  controllers: [],
  providers: [
    GoalService,
  ],
})
export class AppModule {}
`;

test('adds a name to the import from the same module once, sorted', () => {
  const twice = addImport(
    'Global',
    '@nestjs/common',
  )(addImport('Global', '@nestjs/common')(appModule));
  expect(twice).toContain("import { Global, Module } from '@nestjs/common';");
  expect(twice.match(/Global/g)).toHaveLength(1);
});

test('adds an import from another module after the others', () => {
  const edited = addImport('TripService', './trip/trip.service')(appModule);
  expect(edited).toContain(
    "goal.service';\nimport { TripService } from './trip/trip.service';\n\n@Module",
  );
});

test('adds entries to empty and filled lists of a module', () => {
  const edited = [
    addToModule('imports', 'JobsModule'),
    addToModule('controllers', 'A'),
    addToModule('providers', 'B'),
  ]
    .reduce((text, edit) => edit(text), appModule)
    .replaceAll(/\s+/g, ' ');
  expect(edited).toContain(
    'imports: [EventsModule, UserCards.forService({ only: [1] }), JobsModule]',
  );
  expect(edited).toContain('controllers: [A]');
  expect(edited).toContain('GoalService, B]');
});

test('does not add an existing entry again', () => {
  expect(addToModule('imports', 'EventsModule')(appModule)).toBe(appModule);
});

test('adds events to the table of a README, and the table to a README without', () => {
  const added = addEvents(['GoalShared'], 'a goal was shared');
  const row = '| `GoalShared` | a goal was shared |\n';
  const table = '## Events\n\n| Event | When |\n| --- | --- |\n';
  expect(added(`# goals\n\n${table}\n## Outages\n`)).toBe(
    `# goals\n\n${table}${row}\n## Outages\n`,
  );
  expect(added('# goals\n')).toBe(`# goals\n\n${table}${row}`);
});

test('parses names in kebab-case and PascalCase, and refuses others', () => {
  expect(namesOf('trip-plan')).toEqual(namesOf('TripPlan'));
  expect(namesOf('TripPlan')).toMatchObject({
    camel: 'tripPlan',
    snake: 'trip_plan',
    upper: 'TRIP_PLAN',
  });
  expect(['story', 'day', 'box', 'goal'].map(plural)).toEqual([
    'stories',
    'days',
    'boxes',
    'goals',
  ]);
  expect(() => namesOf('../x')).toThrow('is not a valid name');
});
