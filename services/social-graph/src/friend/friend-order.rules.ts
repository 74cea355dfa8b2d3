import type { CursorPosition } from '@tribe/service-kit';

/** The facts that decide how active a friend is. */
export interface Activity {
  readonly friendId: string;
  readonly isOnline: boolean;
  readonly lastSeenAt: Date | undefined;
  /** When the friendship began. */
  readonly since: Date;
}

/** Seconds are counted from 2020, so that 31 bits reach to 2088. */
const firstSecond = Date.UTC(2020, 0) / 1000;
const bits = 31;
const mostSeconds = 2 ** bits - 1;

/**
 * The position of a friend in the list by activity, largest rank first: friends who are online, then by the time they were
 * last seen, then by the age of the friendship, the newest first.
 */
export function activityPosition({
  friendId,
  isOnline,
  lastSeenAt,
  since,
}: Activity): Required<CursorPosition> {
  // A friend who is online is seen all the time. The order of these friends must not change with every heartbeat.
  const seen = isOnline ? 0 : secondsOf(lastSeenAt);
  const online = isOnline ? 1n : 0n;
  return {
    rank: (online << BigInt(2 * bits)) | (BigInt(seen) << BigInt(bits)) | BigInt(secondsOf(since)),
    id: friendId,
  };
}

function secondsOf(date: Date | undefined): number {
  if (!date) return 0;
  return Math.min(Math.max(Math.floor(date.getTime() / 1000) - firstSecond, 0), mostSeconds);
}
