import { randomUUID } from 'node:crypto';
import {
  type AuthorizationTables,
  type Cast,
  type Row,
  type Rows,
  type Target,
  the,
} from '@tribe/testing/authorization';

const pushTokens = '/api/v1/notifications/push-tokens';
const device = () => ({ token: randomUUID(), device_type: 'ios' });

async function pushToken({ owner }: Cast): Promise<Target> {
  return the.idOf(await owner.post(pushTokens, device()));
}

const onNotification: Row = { on: the.notification, all: 'hidden NOTIFICATION_NOT_FOUND' };

const rows: Rows = {
  'GET /api/v1/notifications/preferences': { all: '200' },
  'PUT /api/v1/notifications/preferences': { all: '200', body: { post_likes: false } },
  'POST /api/v1/notifications/push-tokens': { all: '201', body: device },
  'DELETE /api/v1/notifications/push-tokens/{tokenId}': {
    on: pushToken,
    all: 'hidden PUSH_TOKEN_NOT_FOUND',
    owner: '204',
  },
  'GET /api/v1/notifications': { all: '200' },
  'GET /api/v1/notifications/unread-count': { all: '200' },
  'PUT /api/v1/notifications/mark-all-read': { all: '200' },
  'PUT /api/v1/notifications/{notificationId}/read': { ...onNotification, owner: '200' },
  'DELETE /api/v1/notifications/{notificationId}': { ...onNotification, owner: '204' },
};

/** The expected status of each endpoint of notifications, by kind of caller. */
export const authorization: AuthorizationTables = { notifications: rows };
