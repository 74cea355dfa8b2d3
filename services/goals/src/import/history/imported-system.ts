import { newSystem } from '../../system/new-system';
import { createSystemBody } from '../../system/system.dto';
import type { System } from '../../system/system.queries';
import type { OpenImport } from '../import.queries';
import { type HabitHistory, metricOf } from './history.rules';

/** A new daily system for a habit of another tracker. */
export function importedSystem(
  { userId, options }: OpenImport,
  history: HabitHistory,
  now: Date,
): System {
  const { metric, unit } = metricOf(history);
  const body = createSystemBody.parse({
    title: history.title,
    metric_type: metric,
    target_unit: unit,
    shared_with_partner: options.shared_with_partner,
  });

  return { ...newSystem(userId, body, now), importKey: history.key };
}
