import type { Passkey } from '../generated/prisma/client';
import type { PasskeyResponse } from './passkey.dto';

export function passkeyView(passkey: Passkey): PasskeyResponse {
  return {
    id: passkey.id,
    name: passkey.name,
    backed_up: passkey.backedUp,
    created_at: passkey.createdAt.toISOString(),
    last_used_at: passkey.lastUsedAt?.toISOString() ?? null,
  };
}
