/** The sizes of the groups. Every user is in one of twenty; the first thousand are in one of each size. */
export const roomSizes = [2, 20, 150] as const;
export type RoomSize = (typeof roomSizes)[number];

/** Returns the id of a group, which the processes of the benchmark compute instead of sharing it. */
export function roomIdOf(size: number, number: number): string {
  const [sized, numbered] = [size, number].map((each, index) =>
    each.toString(16).padStart(index === 0 ? 8 : 12, '0'),
  );

  return `${sized}-0000-7000-8000-${numbered}`;
}
