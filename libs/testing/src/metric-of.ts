import type { RunningService } from '@tribe/service-kit';

/**
 * Reads a metric of a running service, as a scraper does.
 *
 * @param label a value of a label; without it, the first series of the metric is read
 * @returns the value, or 0 when the service has not recorded any
 * @example await metricOf(tribe.service('gateway'), 'tribe_gateway_websockets');
 */
export async function metricOf(
  service: Pick<RunningService, 'metricsUrl'>,
  name: string,
  label = '',
): Promise<number> {
  const answer = await fetch(new URL('/metrics', service.metricsUrl));
  const lines = (await answer.text()).split('\n');
  const line = lines.find((each) => isSeriesOf(each, name) && each.includes(label));

  return Number(line?.split(' ').at(-1) ?? 0);
}

function isSeriesOf(line: string, name: string): boolean {
  return line.startsWith(`${name}{`) || line.startsWith(`${name} `);
}
