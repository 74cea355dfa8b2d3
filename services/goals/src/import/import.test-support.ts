import { dayMs, newId } from '@tribe/service-kit';
import { eventually, type Person } from '@tribe/testing';
import type { GoalsWorld } from '../goals-world.test-support';
import { importOptions } from './import.dto';
import type { OpenImport } from './import.queries';

export const importsPath = '/api/v1/imports';

/** Sends a file and returns the report. */
export async function importFile(person: Person, content: string, fields: object = {}) {
  const { status, body } = await person.post(importsPath, {
    source: 'generic',
    format: 'csv',
    content,
    ...fields,
  });
  expect({ status, body }).toMatchObject({ status: 202, body: { status: 'pending' } });

  return eventually(
    async () => {
      const report = (await person.get(`${importsPath}/${body.id}`)).body;
      expect(report.status).not.toBe('pending');
      return report;
    },
    { timeoutMs: 20_000 },
  );
}

/** An import of an export of Tribe that has not begun. It is not stored. */
export function openImport(world: GoalsWorld, userId: string, content: string): OpenImport {
  return {
    id: newId(),
    userId,
    source: 'tribe',
    format: 'json',
    dryRun: false,
    options: importOptions.parse({}),
    status: 'pending',
    failureCode: null,
    counts: {},
    ignoredColumns: [],
    problems: [],
    content,
    createdAt: world.tribe.clock.now(),
    finishedAt: null,
  };
}

export const systemsOf = async (person: Person) =>
  (await person.get('/api/v1/systems?limit=50')).body.systems;

/** Returns the date of a number of days ago. */
export function dateBefore(world: GoalsWorld, daysAgo: number): string {
  return new Date(world.tribe.clock.now().getTime() - daysAgo * dayMs).toISOString().slice(0, 10);
}

/** A CSV file with a habit that was done on days. */
export function diaryOf(world: GoalsWorld, habit: string, daysAgo: readonly number[]): string {
  const lines = daysAgo.map((day) => `${habit},${dateBefore(world, day)},done\n`);
  return `habit,date,status\n${lines.join('')}`;
}

export const days = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index);
