export { DueJobs } from './due-jobs';
export { DueJob, type DueJob as DueJobOf, Scheduled } from './job.decorators';
export { runnableJobsSql } from './job.queries';
export { JobsModule } from './jobs.module';
export type { PurgeRule } from './purge/purge-rule';
export { Purges } from './purge/purges';
export { PurgesModule } from './purge/purges.module';
