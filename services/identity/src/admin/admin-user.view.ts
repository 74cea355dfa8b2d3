import type { AdminUserRow } from './admin-user.queries';
import type { AdminUserResponse } from './admin.dto';

export function adminUserView(user: AdminUserRow): AdminUserResponse {
  return {
    id: user.id,
    username: user.username,
    full_name: user.fullName,
    email: user.email,
    email_verified: user.emailVerified,
    is_verified: user.isVerified,
    is_active: user.isActive,
    banned_at: user.bannedAt?.toISOString() ?? null,
    ban_reason: user.banReason,
    roles: user.roles,
    created_at: user.createdAt.toISOString(),
  };
}
