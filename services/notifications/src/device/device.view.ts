import type { SavedDevice } from './device.writes';

export function deviceView({ id, device_type, created_at }: SavedDevice) {
  return { id, device_type, created_at };
}
