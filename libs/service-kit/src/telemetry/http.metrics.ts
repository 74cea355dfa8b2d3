import type { Histogram } from '@prometheus-io/client';
import type { Metrics } from './metrics';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];

/** Other methods share one label, so that clients cannot create series. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Duration of requests by method, route template and status. */
export class HttpMetrics {
  private readonly duration: Histogram<'method' | 'route' | 'status'>;

  constructor(metrics: Metrics) {
    this.duration = metrics.histogram({
      name: 'tribe_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the end of its response',
      labels: ['method', 'route', 'status'],
      buckets,
    });
  }

  observe(method: string, route: string, status: number, milliseconds: number): void {
    this.duration.observe(
      { method: methods.has(method) ? method : 'OTHER', route, status },
      milliseconds / 1_000,
    );
  }
}
