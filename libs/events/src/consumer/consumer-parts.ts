import { Logger, RequestContext, Spans } from '@tribe/service-kit';
import { EventMetrics } from '../event.metrics';
import { eventsConfigToken, type EventsConfig } from '../events.config';
import { NatsLink } from '../stream/nats-link';
import { Attempts } from './attempts';

/** Dependencies of the consumer runtime, with or without an inbox. */
export interface ConsumerParts {
  readonly config: EventsConfig;
  readonly link: NatsLink;
  readonly metrics: EventMetrics;
  readonly attempts: Attempts;
  readonly logger: Logger;
}

export const consumerPartsToken = Symbol('tribe.consumer-parts');

export const consumerParts = {
  provide: consumerPartsToken,
  useFactory: (
    config: EventsConfig,
    link: NatsLink,
    metrics: EventMetrics,
    context: RequestContext,
    spans: Spans,
    root: Logger,
  ): ConsumerParts => {
    return {
      config,
      link,
      metrics,
      attempts: new Attempts(context, spans),
      logger: root.for('Consumers'),
    };
  },
  inject: [eventsConfigToken, NatsLink, EventMetrics, RequestContext, Spans, Logger],
};
