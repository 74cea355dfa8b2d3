import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { SessionRevocationReason, SessionRevokedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';

export type RevocationReason =
  | 'logout'
  | 'token_reuse'
  | 'account_deactivated'
  | 'password_changed'
  | 'ended_by_owner'
  | 'role_revoked';

const reasons = {
  logout: SessionRevocationReason.LOGOUT,
  token_reuse: SessionRevocationReason.TOKEN_REUSE,
  account_deactivated: SessionRevocationReason.ACCOUNT_DEACTIVATED,
  password_changed: SessionRevocationReason.PASSWORD_CHANGED,
  ended_by_owner: SessionRevocationReason.ENDED_BY_OWNER,
  role_revoked: SessionRevocationReason.ROLE_REVOKED,
} satisfies Record<RevocationReason, SessionRevocationReason>;

export function sessionRevoked(
  session: { id: string; userId: string; version: bigint },
  reason: RevocationReason,
  revokedAt: Date,
) {
  return eventOf(SessionRevokedSchema, {
    entityId: session.id,
    entityVersion: session.version,
    data: {
      sessionId: session.id,
      userId: session.userId,
      reason: reasons[reason],
      revokedAt: timestampFromDate(revokedAt),
    },
  });
}
