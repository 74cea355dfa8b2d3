import type { AdminUserRow } from './admin-user.queries';
import type { AdminUserResponse } from './admin.dto';

/** A ban without an end outweighs one with an end. */
export function adminUserView(user: AdminUserRow, now: Date): AdminUserResponse {
  const { bannedAt, suspendedUntil } = user;
  const isSuspended = !bannedAt && suspendedUntil !== null && suspendedUntil > now;

  return {
    id: user.id,
    username: user.username,
    full_name: user.fullName,
    email: user.email,
    email_verified: user.emailVerified,
    is_verified: user.isVerified,
    is_active: user.isActive,
    banned_at: bannedAt?.toISOString() ?? null,
    banned_until: isSuspended ? suspendedUntil.toISOString() : null,
    ban_reason: user.banReason,
    roles: user.roles,
    created_at: user.createdAt.toISOString(),
  };
}
