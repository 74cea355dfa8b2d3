import type { PersonalDataPage } from './personal-data-source';

const rowsPerPage = 500;

/** Where a page begins, and how long it is: to be spread into the `where` and the `take` of a query ordered by id. */
export interface PageById {
  readonly after: { readonly id?: { readonly gt: string } };
  readonly take: number;
}

/**
 * One section of an export, read page by page in the order of ids.
 *
 * @example
 * yield* pagesById('contributions', ({ after, take }) =>
 *   this.prisma.goalContribution.findMany({ where: { userId, ...after }, orderBy: { id: 'asc' }, take }),
 * );
 */
export async function* pagesById<Row extends { id: string }>(
  section: string,
  read: (page: PageById) => Promise<Row[]>,
): AsyncIterable<PersonalDataPage> {
  let rows: Row[] = [];
  do {
    const last = rows.at(-1)?.id;
    rows = await read({ after: last === undefined ? {} : { id: { gt: last } }, take: rowsPerPage });
    if (rows.length > 0) yield { section, rows };
  } while (rows.length === rowsPerPage);
}
