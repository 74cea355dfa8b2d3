import { Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import { RequestContext } from '../context/request-context';
import { Lifecycle } from '../service/lifecycle';
import { ServiceName } from '../service/service-name';
import type { FinishedSpan } from './finished-span';
import type { SpanExporter } from './span-exporter';

/** `server` for requests and calls, `consumer` for events. */
type SpanRole = 'server' | 'consumer';

/**
 * Records spans and sends them to OTEL_EXPORTER_OTLP_ENDPOINT. Without that variable, it records nothing and does not
 * load the SDK. Spans are recorded after their work is done, so that nothing is allocated while requests run.
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
    // Loaded lazily, because the SDK costs startup time and memory.
    const { SpanExporter: Exporter } =
      require('./span-exporter') as typeof import('./span-exporter');
    this.exporter = new Exporter(this.service.name, this.service.version, endpoint);
  }

  /** Runs work in the current scope and records its span when it ends. */
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
