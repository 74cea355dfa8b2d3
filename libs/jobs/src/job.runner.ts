import { Injectable } from '@nestjs/common';
import { Lifecycle, Logger, RequestContext } from '@tribe/service-kit';
import { JobRegistry } from './job-registry';
import { JobListener } from './job.listener';
import { JobMetrics } from './job.metrics';
import { JobScheduler } from './job.scheduler';
import { JobStore } from './job.store';
import { JobWorker } from './job.worker';

/** Starts and stops the workers, the listener and the scheduler of this replica. */
@Injectable()
export class JobRunner {
  private readonly workers = new Map<string, JobWorker>();

  constructor(
    private readonly registry: JobRegistry,
    private readonly store: JobStore,
    private readonly listener: JobListener,
    private readonly scheduler: JobScheduler,
    private readonly metrics: JobMetrics,
    private readonly context: RequestContext,
    private readonly logger: Logger,
    lifecycle: Lifecycle,
  ) {
    lifecycle.onStart(() => this.start());
    lifecycle.onStop('work', () => this.stop());
  }

  private start(): void {
    for (const handler of this.registry.handlers) {
      const worker = new JobWorker(
        handler,
        this.store,
        this.metrics,
        this.context,
        this.logger.for('JobWorker'),
      );
      this.workers.set(handler.kind, worker);
      worker.start();
    }
    this.listener.start((kind) => this.workers.get(kind)?.wake());
    this.scheduler.start((name) => this.workers.get(name)?.wake());
  }

  private async stop(): Promise<void> {
    await this.listener.stop();
    await this.scheduler.stop();
    await Promise.all([...this.workers.values()].map((worker) => worker.stop()));
  }
}
