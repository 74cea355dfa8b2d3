import { Injectable } from '@nestjs/common';
import { type Counter, type Histogram, Metrics } from '@tribe/service-kit';

/** Duration of tries by kind and outcome (`done`, `retried`, `failed`), and the number of failed jobs. */
@Injectable()
export class JobMetrics {
  private readonly tries: Histogram<'kind' | 'outcome'>;
  private readonly givenUp: Counter<'kind'>;

  constructor(metrics: Metrics) {
    this.tries = metrics.histogram({
      name: 'tribe_job_attempt_duration_seconds',
      help: 'Time of one attempt of a job, by outcome (done, retried, failed)',
      labels: ['kind', 'outcome'],
      buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300],
    });
    this.givenUp = metrics.counter({
      name: 'tribe_jobs_failed_total',
      help: 'Jobs that failed their last attempt and need manual action',
      labels: ['kind'],
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
