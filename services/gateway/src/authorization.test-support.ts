import type { AuthorizationTables, Rows } from '@tribe/testing/authorization';

/** The endpoints that the gateway composes. */
const rows: Rows = {
  'GET /api/v1/settings': { all: '200' },
  'PUT /api/v1/settings': { all: '200', body: { appearance: { theme_mode: 'dark' } } },
  // The owners of the operations decide.
  'POST /api/v1/sync/push': {
    all: '200',
    body: (_, { id }) => ({
      operations: [{ id, type: 'reflection.create', body: {} }],
    }),
  },
};

/** The expected status of each endpoint of gateway, by kind of caller. */
export const authorization: AuthorizationTables = { gateway: rows };
