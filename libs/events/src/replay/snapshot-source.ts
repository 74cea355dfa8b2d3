import { DiscoveryService } from '@nestjs/core';
import type { NewEvent } from '../event/new-event';

/** Yields the current state of a service as `…snapshotted` events. */
export interface SnapshotPages {
  /**
   * Yields pages of at most 1000 events. Read each page with its own query that continues after the last key: a replay
   * may take long and must not hold a transaction open.
   */
  snapshots(): AsyncIterable<NewEvent[]>;
}

/**
 * Marks a provider whose `snapshots()` the {@link Replayer} publishes.
 *
 * @example
 * @SnapshotSource()
 * class GoalSnapshots implements SnapshotPages { async *snapshots() { … yield page.map(toGoalSnapshotted); } }
 */
export const SnapshotSource = DiscoveryService.createDecorator();
