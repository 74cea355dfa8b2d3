import { Injectable, Module } from '@nestjs/common';
import {
  baseConfig,
  defineService,
  newId,
  type RunningService,
  type SqlTransaction,
  Transactions,
} from '@tribe/service-kit';
import { ProbePrisma } from '@tribe/testing';
import { DueJob, type DueJobOf, DueJobs, JobsModule, Scheduled } from '.';

/** A service with jobs of each kind, for the tests of this lib. */

export const sendMail = 'send-mail-v1';
export const slowReport = 'slow-report-v1';
export const hourly = 'hourly-digest-v1';

/** Behaviour of the handlers, set by tests per job key or schedule name. */
export const behaviour = new Map<string, (job: DueJobOf) => Promise<void> | void>();

/** Every started try, in order. */
export const tries: { readonly replica: object; readonly key: string; readonly job: DueJobOf }[] =
  [];

/** Slots that the schedule ran for, in order. */
export const slots: { readonly replica: object; readonly slot: Date }[] = [];

@Injectable()
class ProbeJobs {
  @DueJob(sendMail, {
    maxAttempts: 3,
    leaseSeconds: 30,
    concurrency: 4,
    backoff: { firstMs: 60_000, maxMs: 600_000 },
  })
  async sendMail(job: DueJobOf): Promise<void> {
    tries.push({ replica: this, key: job.key, job });
    await behaviour.get(job.key)?.(job);
  }

  @DueJob(slowReport, { maxAttempts: 2, leaseSeconds: 0.2, backoff: { firstMs: 1, maxMs: 1 } })
  async report(job: DueJobOf): Promise<void> {
    tries.push({ replica: this, key: job.key, job });
    await behaviour.get(job.key)?.(job);
  }

  @Scheduled({ name: hourly, cron: '0 * * * *', backoff: { firstMs: 60_000, maxMs: 60_000 } })
  async digest(slot: Date): Promise<void> {
    slots.push({ replica: this, slot });
    await behaviour.get(hourly)?.({ key: slot.toISOString() } as DueJobOf);
  }
}

@Module({ imports: [JobsModule], providers: [ProbeJobs] })
class ProbeModule {}

export const probe = defineService({
  name: 'probe',
  module: ProbeModule,
  config: baseConfig,
  prisma: ProbePrisma,
});
export const probeSchema = { name: 'probe', migrations: ['service-kit', 'jobs'] };

/** Defines a service with only the jobs of the given class. */
export function serviceWith(jobs: new () => object) {
  @Module({ imports: [JobsModule], providers: [jobs] })
  class WrongModule {}
  return defineService({
    name: 'probe',
    module: WrongModule,
    config: baseConfig,
    prisma: ProbePrisma,
  });
}

/** Records a job in its own transaction; resolves to its key. */
export async function enqueue(
  { app }: RunningService,
  kind: string,
  job: { key?: string; runAt: Date; payload?: unknown },
): Promise<string> {
  const { key = newId(), runAt, payload = null } = job;
  await app
    .get<Transactions<SqlTransaction>>(Transactions)
    .run((tx) => app.get(DueJobs, { strict: false }).enqueue(tx, { kind, key, runAt, payload }));
  return key;
}
