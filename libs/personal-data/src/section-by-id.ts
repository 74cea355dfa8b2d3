import { type PageById, pagesById } from '@tribe/service-kit';
import type { PersonalDataPage } from './personal-data-source';

const rowsPerPage = 500;

/**
 * Yields one section of an export, page by page in id order.
 *
 * @example
 * yield* sectionById('contributions', ({ after, take }) =>
 *   this.prisma.goalContribution.findMany({ where: { userId, ...after }, orderBy: { id: 'asc' }, take }),
 * );
 */
export async function* sectionById<Row extends { id: string }>(
  section: string,
  read: (page: PageById) => Promise<Row[]>,
): AsyncIterable<PersonalDataPage> {
  for await (const rows of pagesById(rowsPerPage, read)) yield { section, rows };
}
