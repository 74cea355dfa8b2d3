import { z } from 'zod';

const maxPage = 1_000;
const maxLimit = 100;
const defaultLimit = 20;
const maxCursorLength = 200;
/** The form of an issued cursor. The document names it; other texts are refused as cursors that were not issued. */
const cursorPattern = /^[\w-]{54}$/;

/**
 * Query parameters of a list: `limit` 1 to 100 (default 20) with `cursor`, or `page` 1 to 1000.
 *
 * @example const listGoalsQuery = pageQuery.extend({ status: z.enum(['active', 'all']).default('active') });
 */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(maxPage).default(1).describe('The number of the page'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxLimit)
    .default(defaultLimit)
    .describe('The size of a page'),
  cursor: z
    .string()
    .min(1)
    .max(maxCursorLength)
    .meta({ format: 'cursor', pattern: cursorPattern.source })
    .optional()
    .describe(
      '`next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted.',
    ),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** The `pagination` of every list. */
export const paginationResponse = z
  .object({
    page: z.int(),
    limit: z.int().meta({ example: defaultLimit }),
    total: z.int().describe('Number of items of the whole list').meta({ example: 42 }),
    total_pages: z.int().meta({ example: 3 }),
    has_more: z.boolean(),
    next_cursor: z
      .string()
      .nullable()
      .describe('`cursor` of the next page; null on the last page')
      .meta({ example: 'AZAWPYaUc5uupZbCb4itkQABmTkXl0cVYn8hJx0qN1s3e2GkPbWm2Q' }),
  })
  .meta({ id: 'Pagination' });
export type Pagination = z.infer<typeof paginationResponse>;

/**
 * Builds the `pagination` of a list.
 *
 * @param total number of rows of the whole list
 * @param nextCursor cursor of the last row of this page when more rows follow, otherwise null
 * @example { goals, pagination: paginated({ page, limit, total, nextCursor }) }
 */
export function paginated(list: {
  page: number;
  limit: number;
  total: number;
  nextCursor: string | null;
}): Pagination {
  const { page, limit, total, nextCursor } = list;
  return {
    page,
    limit,
    total,
    total_pages: Math.ceil(total / limit),
    has_more: nextCursor !== null,
    next_cursor: nextCursor,
  };
}
