import { type AccountFields, accountView } from '../account/account.view';
import type { MyAccountResponse } from './my-account.dto';

export function myAccountView(
  account: AccountFields & { readonly updatedAt: Date },
  lastSeenAt: Date | null,
): MyAccountResponse {
  return {
    ...accountView(account),
    is_active: true,
    last_seen_at: lastSeenAt?.toISOString() ?? null,
    updated_at: account.updatedAt.toISOString(),
  };
}
