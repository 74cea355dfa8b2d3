import type { AuthorizationTables, Rows } from '@tribe/testing/authorization';

/** What the gateway composes itself. */
const rows: Rows = {
  'GET /api/v1/settings': { all: '200' },
  'PUT /api/v1/settings': { all: '200', body: { appearance: { theme_mode: 'dark' } } },
};

/** Who gets which answer from gateway. */
export const authorization: AuthorizationTables = { gateway: rows };
