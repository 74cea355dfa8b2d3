import { Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import { RequestContext } from '../context/request-context';
import { Lifecycle } from '../service/lifecycle';
import { ServiceName } from '../service/service-name';
import type { FinishedSpan } from './finished-span';
import type { SpanExporter } from './span-exporter';

/** Whether the work answers somebody who waits, or follows from an event. */
type SpanRole = 'server' | 'consumer';

/**
 * Spans of this service, sent to OTEL_EXPORTER_OTLP_ENDPOINT. Without that variable nothing is recorded, and the SDK is
 * not even loaded. A span is handed in when its work is done: nothing is allocated while requests run.
 *
 * @example await context.continue(origin, () => spans.trace('consumer', { name, attributes: {} }, work));
 */
@Injectable()
export class Spans {
  private exporter: SpanExporter | undefined;

  constructor(
    @InjectConfig() private readonly config: BaseConfig,
    private readonly service: ServiceName,
    private readonly context: RequestContext,
    lifecycle: Lifecycle,
  ) {
    lifecycle.onStop('connections', () => this.exporter?.stop());
  }

  get enabled(): boolean {
    return this.exporter !== undefined;
  }

  /** Called by `startService` before the first request. */
  start(): void {
    const endpoint = this.config.OTEL_EXPORTER_OTLP_ENDPOINT;
    if (endpoint === undefined) return;
    // Loaded only now: the SDK costs start-up time and memory that a service without a collector should not pay.
    const { SpanExporter: Exporter } =
      require('./span-exporter') as typeof import('./span-exporter');
    this.exporter = new Exporter(this.service.name, this.service.version, endpoint);
  }

  /** Runs the work of the current scope and records it when it is done or has failed. */
  async trace<T>(
    kind: SpanRole,
    span: Pick<FinishedSpan, 'name' | 'attributes'>,
    work: () => Promise<T>,
  ): Promise<T> {
    const scope = this.context.current();
    if (!this.enabled || scope === undefined) return work();
    const startedAt = new Date();
    let failed = true;
    try {
      const result = await work();
      failed = false;
      return result;
    } finally {
      this.record(kind, { ...span, scope, startedAt, failed });
    }
  }

  record(kind: SpanRole, span: FinishedSpan): void {
    this.exporter?.record(kind === 'server' ? SpanKind.SERVER : SpanKind.CONSUMER, span);
  }
}
