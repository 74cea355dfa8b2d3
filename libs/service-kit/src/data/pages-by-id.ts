/** The next rows to read, for the `where` and `take` of a query ordered by id. */
export interface PageById {
  readonly after: { readonly id?: { readonly gt: string } };
  readonly take: number;
}

/**
 * Reads all rows of a query page by page in id order, each page with its own query.
 *
 * @param pageSize rows per page
 * @param read reads the rows of a page; fewer than `take` rows mean the last page
 * @returns pages with at least one row
 * @example
 * for await (const goals of pagesById(500, ({ after, take }) =>
 *   this.prisma.goal.findMany({ where: { deletedAt: null, ...after }, orderBy: { id: 'asc' }, take }),
 * )) …
 */
export async function* pagesById<Row extends { id: string }>(
  pageSize: number,
  read: (page: PageById) => Promise<Row[]>,
): AsyncGenerator<Row[], void> {
  let rows: Row[] = [];
  do {
    const last = rows.at(-1)?.id;
    rows = await read({ after: last === undefined ? {} : { id: { gt: last } }, take: pageSize });
    if (rows.length > 0) yield rows;
  } while (rows.length === pageSize);
}
