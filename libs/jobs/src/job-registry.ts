import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { type Backoff, Clock } from '@tribe/service-kit';
import {
  type DueJob,
  dueJobMetadata,
  type DueJobMetadata,
  scheduleMetadata,
  type ScheduleOptions,
} from './job.decorators';
import { latestSlot } from './slot.rules';

/** The handler of a kind of due job, with all defaults applied. */
export interface JobHandler {
  readonly kind: string;
  readonly maxAttempts: number;
  readonly leaseMs: number;
  readonly concurrency: number;
  readonly backoff: Backoff;
  /** Whether two jobs of the kind may never run at once, on any replica. */
  readonly serial: boolean;
  readonly handle: (job: DueJob) => Promise<void>;
}

export interface Schedule {
  readonly name: string;
  readonly cron: string;
}

type Method = (argument: unknown) => Promise<void>;

const defaultBackoff: Backoff = { firstMs: 5_000, maxMs: 900_000 };
const versionedName = /^[a-z][a-z0-9-]*-v[1-9]\d*$/;

/** Finds every `@DueJob` and `@Scheduled` of the service at boot. */
@Injectable()
export class JobRegistry {
  private readonly handlersByKind = new Map<string, JobHandler>();
  private readonly foundSchedules: Schedule[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly clock: Clock,
  ) {}

  get handlers(): readonly JobHandler[] {
    return [...this.handlersByKind.values()];
  }

  get schedules(): readonly Schedule[] {
    return this.foundSchedules;
  }

  has(kind: string): boolean {
    return this.handlersByKind.has(kind);
  }

  /**
   * @throws Error when a name is not versioned, two handlers share a name, or a cron expression is invalid
   */
  discover(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance !== 'object' || instance === null) continue;
      for (const name of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance))) {
        this.inspect(instance, instance[name]);
      }
    }
  }

  private inspect(instance: object, method: Method): void {
    const dueJob = this.reflector.get<DueJobMetadata | undefined>(dueJobMetadata, method);
    if (dueJob) this.add(dueJobHandler(dueJob, (job) => method.call(instance, job)));
    const schedule = this.reflector.get<ScheduleOptions | undefined>(scheduleMetadata, method);
    if (!schedule) return;
    latestSlot(schedule.cron, this.clock.now());

    this.add(
      scheduleHandler(schedule, (slot) =>
        this.runIfLatest(schedule, slot, () => method.call(instance, slot)),
      ),
    );

    this.foundSchedules.push({ name: schedule.name, cron: schedule.cron });
  }

  /** Skips a slot that was delayed or retried until the next slot was due. */
  private async runIfLatest(
    { cron }: ScheduleOptions,
    slot: Date,
    run: () => Promise<void>,
  ): Promise<void> {
    if (slot >= latestSlot(cron, this.clock.now())) await run();
  }

  private add(handler: JobHandler): void {
    const { kind } = handler;
    if (!versionedName.test(kind))
      throw new Error(`The job "${kind}" needs a versioned name, like send-mail-v1`);
    if (this.handlersByKind.has(kind)) throw new Error(`Two handlers claim the job ${kind}`);
    this.handlersByKind.set(kind, handler);
  }
}

function dueJobHandler(options: DueJobMetadata, handle: JobHandler['handle']): JobHandler {
  const {
    kind,
    maxAttempts = 8,
    leaseSeconds = 60,
    concurrency = 4,
    backoff = defaultBackoff,
  } = options;
  return {
    kind,
    maxAttempts,
    leaseMs: leaseSeconds * 1000,
    concurrency,
    backoff,
    serial: false,
    handle,
  };
}

function scheduleHandler(options: ScheduleOptions, run: (slot: Date) => Promise<void>): JobHandler {
  const { name: kind, maxAttempts = 3, leaseSeconds = 300, backoff = defaultBackoff } = options;
  const handle = (job: DueJob) => run(new Date(job.key));
  return {
    kind,
    maxAttempts,
    leaseMs: leaseSeconds * 1000,
    concurrency: 1,
    backoff,
    serial: true,
    handle,
  };
}
