import { DiscoveryService } from '@nestjs/core';
import type { NewEvent } from '../event/new-event';

/** Something that can tell a service's current state as `…snapshotted` events. */
export interface SnapshotPages {
  /**
   * Pages of at most 1000 events. Read each page with its own query and continue behind its last key: a replay may
   * take long and must not hold a transaction open.
   */
  snapshots(): AsyncIterable<NewEvent[]>;
}

/**
 * Marks a provider whose `snapshots()` the {@link Replayer} writes out.
 *
 * @example
 * @SnapshotSource()
 * class GoalSnapshots implements SnapshotPages { async *snapshots() { … yield page.map(toGoalSnapshotted); } }
 */
export const SnapshotSource = DiscoveryService.createDecorator();
