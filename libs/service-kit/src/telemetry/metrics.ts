import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from '@prometheus-io/client';
import { ServiceName } from '../service/service-name';

/**
 * The Prometheus registry of the service, served at `/metrics` on METRICS_PORT. Label values must come from a closed
 * set and never be the id of a user, goal or message.
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
