import { networkOf } from '@tribe/service-kit';
import type { Place } from './places';
import type { SessionResponse } from './session.dto';
import type { OpenSession } from './session.queries';

/** @param currentId the session of the caller */
export function sessionView(
  session: OpenSession,
  place: Place | null,
  currentId: string,
): SessionResponse {
  return {
    id: session.id,
    name: session.name,
    device_type: session.deviceInfo?.device_type ?? null,
    app_version: session.deviceInfo?.app_version ?? null,
    network: session.ip === null ? null : networkOf(session.ip),
    place,
    current: session.id === currentId,
    created_at: session.createdAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
  };
}
