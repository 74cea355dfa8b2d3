import type { StreakChangeReason } from '@tribe/contracts';
import type { NewEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { nextStreakVersion } from '../streak/streak-facts.queries';
import type { StreakChange } from '../streak/streaks';
import { streakChanged } from './system.events';
import type { System } from './system.queries';

/** Returns the event of a streak that a change of the facts has changed, or none. The system is locked. */
export async function announceStreak(
  tx: Tx,
  system: System,
  { before, after }: StreakChange,
  reason: StreakChangeReason,
): Promise<NewEvent[]> {
  const isSame =
    before.unit === after.unit &&
    before.current === after.current &&
    before.longest === after.longest;

  if (isSame) return [];
  const version = await nextStreakVersion(tx.sql, system.id);

  return [streakChanged(system, version, { before, after, reason })];
}
