import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from '@prometheus-io/client';
import { Metrics } from '@tribe/service-kit';

/** How long tries of jobs take, by kind and outcome (`done`, `retried`, `failed`), and how many were given up. */
@Injectable()
export class JobMetrics {
  private readonly tries: Histogram<'kind' | 'outcome'>;
  private readonly givenUp: Counter<'kind'>;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.tries = new Histogram({
      name: 'job_try_duration_seconds',
      help: 'Time one try of a job took',
      labelNames: ['kind', 'outcome'],
      buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300],
      registers,
    });
    this.givenUp = new Counter({
      name: 'jobs_given_up_total',
      help: 'Jobs that failed at their last try and wait for a person',
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
