import type { MetricDeclaration } from '@tribe/service-kit';
import { markdownTable } from './reviewed-file';

/** The metrics of one service. */
export interface ServiceMetrics {
  readonly service: string;
  readonly metrics: readonly MetricDeclaration[];
}

const introduction = `<!-- Written by \`npm run wiring\` from the running services. Do not edit. -->

# Metrics

Every service serves its metrics in the Prometheus text format at \`/metrics\` on \`METRICS_PORT\`, which the gateway does not
expose. Every metric has the label \`service\`. Beside those below, every service has the \`process_\` and \`nodejs_\` metrics of the
Prometheus client for Node.js.

Names are snake_case with the prefix \`tribe_\`. Times are in seconds and sizes in bytes; the name of a counter ends with
\`_total\`. A label takes its values from a closed set, never the id of a user, a goal or a message.

`;

/** Returns docs/metrics.md. */
export function metricsDocument(services: readonly ServiceMetrics[]): string {
  const declared = services.flatMap(({ service, metrics }) =>
    metrics.map((metric) => ({ service, metric })),
  );

  const byName = Map.groupBy(declared, ({ metric }) => metric.name);

  const rows = [...byName.values()]
    .flatMap((users) => {
      const [first] = users;
      return first ? [rowOf(first.metric, namesOf(users, services.length))] : [];
    })
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));

  return introduction + markdownTable(['Metric', 'Type', 'Labels', 'Meaning', 'Services'], rows);
}

function rowOf({ name, type, labels, help }: MetricDeclaration, services: string): string[] {
  return [`\`${name}\``, type, labels.map((label) => `\`${label}\``).join(', '), help, services];
}

function namesOf(users: readonly { service: string }[], total: number): string {
  const names = users.map(({ service }) => service).sort();
  return names.length === total ? 'all' : names.join(', ');
}
