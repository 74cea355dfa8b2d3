import type { PhoneNumber } from '../generated/prisma/client';
import type { PhoneResponse } from './phone.dto';

export function phoneView(phone: PhoneNumber | null, isDiscoverable: boolean): PhoneResponse {
  return {
    verified: phone !== null,
    verified_at: phone?.verifiedAt.toISOString() ?? null,
    discoverable_by_phone: isDiscoverable,
  };
}
