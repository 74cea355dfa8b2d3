import { gatewayRows } from './gateway.rows';
import { goalsRows } from './goals.rows';
import { identityRows } from './identity.rows';
import { notificationsRows } from './notifications.rows';
import type { Rows } from './row';
import { socialGraphRows } from './social-graph.rows';
import { tribesRows } from './tribes.rows';

/** Reviewed answers of one service, or of a part of it. */
export interface Table {
  readonly owner: string;
  readonly rows: Rows;
}

/** The reviewed answers, by the test file that asks for them. */
export const tables = {
  gateway: { owner: 'gateway', rows: gatewayRows },
  identity: { owner: 'identity', rows: identityRows },
  'social-graph': { owner: 'social-graph', rows: socialGraphRows },
  tribes: { owner: 'social-graph', rows: tribesRows },
  goals: { owner: 'goals', rows: goalsRows },
  notifications: { owner: 'notifications', rows: notificationsRows },
} as const satisfies Readonly<Record<string, Table>>;
