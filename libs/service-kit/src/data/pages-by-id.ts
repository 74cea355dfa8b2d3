/** Which rows of a table to read next: to be spread into the `where` and the `take` of a query ordered by id. */
export interface PageById {
  readonly after: { readonly id?: { readonly gt: string } };
  readonly take: number;
}

/**
 * Reads all rows that a query finds, page by page in the order of ids, each page with a query of its own.
 *
 * @param pageSize rows per page
 * @param read reads the rows of a page; fewer than `take` are the last ones
 * @returns pages that are never empty
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
