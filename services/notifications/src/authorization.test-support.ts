import { type AuthorizationTables, type Row, type Rows, the } from '@tribe/testing/authorization';

const onNotification: Row = { on: the.notification, all: 'hidden NOTIFICATION_NOT_FOUND' };

const rows: Rows = {
  'GET /api/v1/notifications/preferences': { all: '200' },
  'PUT /api/v1/notifications/preferences': { all: '200', body: { post_likes: false } },
  'GET /api/v1/notifications': { all: '200' },
  'GET /api/v1/notifications/unread-count': { all: '200' },
  'PUT /api/v1/notifications/mark-all-read': { all: '200' },
  'PUT /api/v1/notifications/{notificationId}/read': { ...onNotification, owner: '200' },
  'DELETE /api/v1/notifications/{notificationId}': { ...onNotification, owner: '204' },
};

/** The expected status of each endpoint of notifications, by kind of caller. */
export const authorization: AuthorizationTables = { notifications: rows };
