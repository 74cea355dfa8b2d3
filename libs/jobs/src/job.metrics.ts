import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from '@prometheus-io/client';
import { Metrics } from '@tribe/service-kit';

/** Duration of tries by kind and outcome (`done`, `retried`, `failed`), and the number of failed jobs. */
@Injectable()
export class JobMetrics {
  private readonly tries: Histogram<'kind' | 'outcome'>;
  private readonly givenUp: Counter<'kind'>;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.tries = new Histogram({
      name: 'job_try_duration_seconds',
      help: 'Duration of one try of a job',
      labelNames: ['kind', 'outcome'],
      buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300],
      registers,
    });
    this.givenUp = new Counter({
      name: 'jobs_given_up_total',
      help: 'Jobs that failed their last try and need manual action',
      labelNames: ['kind'],
      registers,
    });
  }

  startTimer(kind: string): (labels: { outcome: string }) => void {
    const end = this.tries.startTimer({ kind });
    return (labels) => void end(labels);
  }

  countGivenUp(kind: string): void {
    this.givenUp.inc({ kind });
  }
}
