import { collectDefaultMetrics, type Metric, Registry } from '@prometheus-io/client';

let metrics: readonly Metric[] | undefined;

/**
 * Returns the `process_` and `nodejs_` metrics of this process. All its services share them, because the client library
 * cannot stop their monitors. The monitor of the event loop wakes the process a hundred times per second.
 */
export function processMetrics(): readonly Metric[] {
  metrics ??= collect();
  return metrics;
}

function collect(): Metric[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  return registry.getMetricsAsArray().flatMap(({ name }) => registry.getSingleMetric(name) ?? []);
}
