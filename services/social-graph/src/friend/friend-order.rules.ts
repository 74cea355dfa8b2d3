/** What decides how active a friend is. */
export interface Activity {
  readonly friendId: string;
  readonly isOnline: boolean;
  readonly lastSeenAt: Date | undefined;
  /** When the friendship began. */
  readonly since: Date;
}

/** A place in the order by activity: what a cursor carries. */
export interface ActivityPlace {
  readonly rank: bigint;
  readonly id: string;
}

/** Seconds are counted from 2020, so that 31 bits reach to 2088. */
const firstSecond = Date.UTC(2020, 0) / 1000;
const bits = 31;
const mostSeconds = 2 ** bits - 1;

/** A friend's place: who is online first, then who was seen last, then the newer friendship. */
export function activityPlace({ friendId, isOnline, lastSeenAt, since }: Activity): ActivityPlace {
  // Who is online is seen all the time; their order among each other must not move with every heartbeat.
  const seen = isOnline ? 0 : secondsOf(lastSeenAt);
  const online = isOnline ? 1n : 0n;
  return {
    rank: (online << BigInt(2 * bits)) | (BigInt(seen) << BigInt(bits)) | BigInt(secondsOf(since)),
    id: friendId,
  };
}

/** The items after a place in the order, most active first. */
export function activeAfter<Item extends { place: ActivityPlace }>(
  items: readonly Item[],
  after: ActivityPlace | undefined,
): Item[] {
  const rest = after ? items.filter(({ place }) => compare(after, place) < 0) : [...items];
  return rest.sort((a, b) => compare(a.place, b.place));
}

function compare(a: ActivityPlace, b: ActivityPlace): number {
  if (a.rank !== b.rank) return a.rank > b.rank ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id > b.id ? -1 : 1;
}

function secondsOf(date: Date | undefined): number {
  if (!date) return 0;
  return Math.min(Math.max(Math.floor(date.getTime() / 1000) - firstSecond, 0), mostSeconds);
}
