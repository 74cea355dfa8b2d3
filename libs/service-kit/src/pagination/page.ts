import { z } from 'zod';

const maxPage = 1_000;
const maxLimit = 100;
const defaultLimit = 20;
const maxCursorLength = 200;

/**
 * Query parameters of a list: `limit` 1 to 100 (default 20) with `cursor`, or `page` 1 to 1000.
 *
 * @example const listGoalsQuery = pageQuery.extend({ status: z.enum(['active', 'all']).default('active') });
 */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(maxPage).default(1),
  limit: z.coerce.number().int().min(1).max(maxLimit).default(defaultLimit),
  cursor: z.string().min(1).max(maxCursorLength).optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** The `pagination` of every list. */
export const paginationResponse = z.object({
  page: z.number().int(),
  limit: z.number().int(),
  total: z.number().int(),
  total_pages: z.number().int(),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
});
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
