export { DueJobs, type NewDueJob } from './due-jobs';
export {
  DueJob,
  type DueJob as DueJobOf,
  type DueJobOptions,
  Scheduled,
  type ScheduleOptions,
} from './job.decorators';
export { runnableJobsSql } from './job.queries';
export { JobStore } from './job.store';
export { JobsModule } from './jobs.module';
export type { PurgeRule } from './purge/purge-rule';
export { Purges } from './purge/purges';
export { PurgesModule } from './purge/purges.module';
