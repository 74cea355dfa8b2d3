import { Module, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DueJobs } from './due-jobs';
import { JobRegistry } from './job-registry';
import { JobListener } from './job.listener';
import { JobMetrics } from './job.metrics';
import { JobRunner } from './job.runner';
import { JobScheduler } from './job.scheduler';
import { JobStore } from './job.store';
import { PurgeJobsJob } from './purge-jobs.job';

/** Scheduled and due jobs. The service's schema must hold the job tables (`tribe.migrations: ["jobs"]`). */
@Module({
  imports: [DiscoveryModule],
  providers: [
    DueJobs,
    JobRegistry,
    JobStore,
    JobListener,
    JobScheduler,
    JobMetrics,
    JobRunner,
    PurgeJobsJob,
  ],
  exports: [DueJobs, JobStore],
})
export class JobsModule implements OnModuleInit {
  constructor(private readonly registry: JobRegistry) {}

  onModuleInit(): void {
    this.registry.discover();
  }
}
