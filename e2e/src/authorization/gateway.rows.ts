import type { Rows } from './row';

/** What the gateway composes itself. */
export const gatewayRows: Rows = {
  'GET /api/v1/settings': { all: '200' },
  'PUT /api/v1/settings': { all: '200', body: { appearance: { theme_mode: 'dark' } } },
};
