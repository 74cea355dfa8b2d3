import type { UserSettings } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { defaultSettings, type Settings, type SettingsChange } from './user-settings.rules';

/** Settings, and when they were last changed; never for the defaults. */
export type StoredSettings = Settings & { readonly updatedAt?: Date };

/** The settings in a row; the defaults for a user without a row. */
export function settingsOf(row: UserSettings | null | undefined): StoredSettings {
  return row ? { ...row, fontSizeMultiplier: row.fontSizeMultiplier.toNumber() } : defaultSettings;
}

/** @param client the `PrismaService` outside of transactions, `tx` inside */
export async function findSettings(client: Tx, userId: string): Promise<StoredSettings> {
  return settingsOf(await client.userSettings.findUnique({ where: { userId } }));
}

/** Writes a change; the first change of a user creates the row. */
export async function saveSettings(
  tx: Tx,
  userId: string,
  change: SettingsChange,
  now: Date,
): Promise<StoredSettings> {
  const data = { ...change, updatedAt: now };
  const row = await tx.userSettings.upsert({
    where: { userId },
    create: { ...data, userId },
    update: data,
  });
  return settingsOf(row);
}
