import { Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import { Lifecycle } from '../service/lifecycle';
import { ServiceName } from '../service/service-name';
import type { FinishedSpan } from './finished-span';
import type { SpanExporter } from './span-exporter';

/**
 * Spans of this service, sent to OTEL_EXPORTER_OTLP_ENDPOINT. Without that variable nothing is recorded, and the SDK is
 * not even loaded. A span is handed in when its work is done: nothing is allocated while requests run.
 *
 * @example if (spans.enabled) spans.record('consumer', { scope, name, startedAt, failed, attributes: {} });
 */
@Injectable()
export class Spans {
  private exporter: SpanExporter | undefined;

  constructor(
    @InjectConfig() private readonly config: BaseConfig,
    private readonly service: ServiceName,
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
    const { SpanExporter: Exporter } = require('./span-exporter') as typeof import('./span-exporter');
    this.exporter = new Exporter(this.service.name, this.service.version, endpoint);
  }

  record(kind: 'server' | 'consumer', span: FinishedSpan): void {
    this.exporter?.record(kind === 'server' ? SpanKind.SERVER : SpanKind.CONSUMER, span);
  }
}
