import { gatewayRows } from './gateway.rows';
import { goalsRows } from './goals.rows';
import { identityRows } from './identity.rows';
import { notificationsRows } from './notifications.rows';
import type { Rows } from './row';
import { socialGraphRows } from './social-graph.rows';

/** The reviewed answers, by the service that owns the operation. */
export const tables: Readonly<Record<string, Rows>> = {
  gateway: gatewayRows,
  identity: identityRows,
  'social-graph': socialGraphRows,
  goals: goalsRows,
  notifications: notificationsRows,
};
