import type { Sql } from '@tribe/service-kit';
import type { AlertScope } from './alert.rules';

export interface NewAlert {
  readonly id: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly senderId: string;
  readonly reason: string | null;
  readonly scope: AlertScope;
  readonly createdAt: Date;
}

export async function insertAlert(sql: Sql, alert: NewAlert): Promise<void> {
  await sql.execute(
    'alert_insert',
    `INSERT INTO priority_alerts (id, conversation_id, message_id, sender_id, reason, created_at, scope)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7)`,
    [
      alert.id,
      alert.conversationId,
      alert.messageId,
      alert.senderId,
      alert.reason,
      alert.createdAt,
      alert.scope,
    ],
  );
}

/** Has no effect on an acknowledged alert. */
export async function acknowledge(
  sql: Sql,
  { alertId, userId, at }: { alertId: string; userId: string; at: Date },
): Promise<void> {
  await sql.execute(
    'alert_acknowledge',
    `INSERT INTO alert_acknowledgements (alert_id, user_id, acknowledged_at) VALUES ($1::uuid, $2::uuid, $3)
     ON CONFLICT (alert_id, user_id) DO NOTHING`,
    [alertId, userId, at],
  );
}
