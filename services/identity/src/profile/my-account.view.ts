import { versioned } from '@tribe/service-kit';
import { type AccountFields, accountView } from '../account/account.view';
import type { MyAccountResponse } from './my-account.dto';

export function myAccountView(
  account: AccountFields & { readonly updatedAt: Date; readonly version: bigint },
  lastSeenAt: Date | null,
): MyAccountResponse {
  const view: MyAccountResponse = {
    ...accountView(account),
    is_active: true,
    last_seen_at: lastSeenAt?.toISOString() ?? null,
    updated_at: account.updatedAt.toISOString(),
  };
  return versioned(view, account.version);
}
