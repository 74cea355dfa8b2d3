import {
  ROOT_CONTEXT,
  type SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { RequestScope } from '../context/request-context';
import type { FinishedSpan } from './finished-span';

/**
 * Sends spans to an OTLP collector. Uses its own provider instead of the global one, so that services in one process do
 * not mix, and takes its ids from the scope, so that logs, headers and spans have the same ids.
 */
export class SpanExporter {
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;
  private scope: RequestScope | undefined;

  constructor(service: string, version: string, endpoint: string) {
    const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.name': service,
        'service.version': version,
        'service.namespace': 'tribe',
      }),
      spanProcessors: [new BatchSpanProcessor({ exporter })],
      idGenerator: {
        generateTraceId: () => this.scope?.traceId ?? '',
        generateSpanId: () => this.scope?.spanId ?? '',
      },
    });
    this.tracer = this.provider.getTracer('@tribe/service-kit', version);
  }

  record(kind: SpanKind, { scope, name, startedAt, attributes, failed }: FinishedSpan): void {
    this.scope = scope;
    const { traceId, parentSpanId } = scope;

    const parent =
      parentSpanId === undefined
        ? ROOT_CONTEXT
        : trace.setSpanContext(ROOT_CONTEXT, {
            traceId,
            spanId: parentSpanId,
            traceFlags: TraceFlags.SAMPLED,
            isRemote: true,
          });

    const span = this.tracer.startSpan(name, { kind, attributes, startTime: startedAt }, parent);
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    this.scope = undefined;
  }

  /** Sends the remaining spans and stops. */
  stop(): Promise<void> {
    return this.provider.shutdown();
  }
}
