import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from '@prometheus-io/client';
import { ServiceName } from '../service/service-name';

/**
 * The Prometheus registry of this service, served at `/metrics` on METRICS_PORT. Label values come from a closed set:
 * never a user, goal or message id.
 *
 * @example new Gauge({ name: 'tribe_outbox_age_seconds', help: '…', registers: [metrics.registry] });
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor({ name }: ServiceName) {
    this.registry.setDefaultLabels({ service: name });
    collectDefaultMetrics({ register: this.registry });
  }
}
