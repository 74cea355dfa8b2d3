import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import { ServiceName } from '../service/service-name';
import { flawOfMetric, type MetricDeclaration } from './metric.rules';
import { processMetrics } from './process-metrics';

interface MetricOptions<Label extends string> {
  /** snake_case, with the prefix `tribe_`, and base units: `_seconds` or `_bytes`. */
  readonly name: string;
  /** The measured quantity, without a full stop at the end. */
  readonly help: string;
  /** Label values must come from a closed set and never be the id of a user, goal or message. */
  readonly labels?: readonly Label[];
}

interface GaugeOptions<Label extends string> extends MetricOptions<Label> {
  /** Sets the current value; called on each scrape. */
  readonly collect: (gauge: Gauge<Label>) => void | Promise<void>;
}

interface HistogramOptions<Label extends string> extends MetricOptions<Label> {
  /** Upper bounds, in the unit of the metric. */
  readonly buckets: readonly number[];
}

/**
 * The metrics of the service, served at `/metrics` on METRICS_PORT.
 *
 * @example this.sent = metrics.counter({ name: 'tribe_mails_total', help: 'Mails handed to the mail server' });
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly declarations: MetricDeclaration[] = [];

  constructor({ name }: ServiceName) {
    this.registry.setDefaultLabels({ service: name });
    for (const metric of processMetrics()) this.registry.registerMetric(metric);
  }

  /** Every metric of the service except the `process_` and `nodejs_` metrics of the client library. */
  get declared(): readonly MetricDeclaration[] {
    return this.declarations;
  }

  /**
   * @param options name ends with `_total`
   * @throws Error when the name, the help or a label departs from the naming scheme
   */
  counter<Label extends string = never>(options: MetricOptions<Label>): Counter<Label> {
    return new Counter(this.declare('counter', options));
  }

  /** @throws Error when the name, the help or a label departs from the naming scheme */
  gauge<Label extends string = never>(options: GaugeOptions<Label>): Gauge<Label> {
    return new Gauge({
      ...this.declare('gauge', options),
      collect() {
        return options.collect(this);
      },
    });
  }

  /**
   * @param options name ends with `_seconds` or `_bytes`
   * @throws Error when the name, the help or a label departs from the naming scheme
   */
  histogram<Label extends string = never>(options: HistogramOptions<Label>): Histogram<Label> {
    return new Histogram({
      ...this.declare('histogram', options),
      buckets: [...options.buckets],
    });
  }

  private declare<Label extends string>(
    type: MetricDeclaration['type'],
    { name, help, labels = [] }: MetricOptions<Label>,
  ) {
    const declaration = { name, type, help, labels };
    const flaw = flawOfMetric(declaration);
    if (flaw !== undefined) throw new Error(`Metric ${name}: ${flaw}`);
    this.declarations.push(declaration);

    return { name, help, labelNames: labels, registers: [this.registry] };
  }
}
