import type { UserSettings } from '../generated/prisma/client';
import type { PrismaService, Tx } from '../prisma.service';
import type { SettingsChange } from '../settings/settings.dto';
import { type Settings, defaultSettings } from '../settings/settings.rules';

/** Settings, and when they were last changed; undefined while they are the defaults. */
export type StoredSettings = Settings & { readonly updatedAt?: Date };

/** The row as the service uses it; the defaults for somebody without one. */
export function settingsOf(row: UserSettings | null | undefined): StoredSettings {
  return row ? { ...row, fontSizeMultiplier: row.fontSizeMultiplier.toNumber() } : defaultSettings;
}

export async function findSettings(
  client: PrismaService | Tx,
  userId: string,
): Promise<StoredSettings> {
  return settingsOf(await client.userSettings.findUnique({ where: { userId } }));
}

/** Writes what changed; the first change of somebody writes their row. */
export async function saveSettings(
  tx: Tx,
  userId: string,
  change: SettingsChange,
  now: Date,
): Promise<StoredSettings> {
  const data = { ...change, updatedAt: now };
  return settingsOf(
    await tx.userSettings.upsert({ where: { userId }, create: { ...data, userId }, update: data }),
  );
}
