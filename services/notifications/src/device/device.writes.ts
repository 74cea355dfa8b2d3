import type { Tx } from '../prisma.service';

export interface NewDevice {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly deviceType: string;
  readonly createdAt: Date;
}

export interface SavedDevice {
  readonly id: string;
  readonly device_type: string;
  readonly created_at: Date;
}

const maxDevices = 20;

/** The id of a device changes with its user, so that the former user cannot remove it. */
const deviceSave = `
  INSERT INTO devices AS known (id, user_id, token, device_type, created_at)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5)
  ON CONFLICT (token) DO UPDATE
    SET id = CASE WHEN known.user_id = excluded.user_id THEN known.id ELSE excluded.id END,
        created_at = CASE WHEN known.user_id = excluded.user_id THEN known.created_at ELSE excluded.created_at END,
        user_id = excluded.user_id, device_type = excluded.device_type
  RETURNING id, device_type, created_at`;

const devicesTrim = `
  DELETE FROM devices WHERE id IN (
    SELECT id FROM devices WHERE user_id = $1::uuid ORDER BY id DESC OFFSET $2)`;

/** Saves a device, and forgets the oldest devices of a user who has too many. */
export async function saveDevice(tx: Tx, device: NewDevice): Promise<SavedDevice> {
  const { id, userId, token, deviceType, createdAt } = device;
  const values = [id, userId, token, deviceType, createdAt];
  const [saved] = await tx.sql.query<SavedDevice>('device_save', deviceSave, values);
  await tx.sql.execute('devices_trim', devicesTrim, [userId, maxDevices]);

  return saved as SavedDevice;
}
