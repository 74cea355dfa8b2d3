import { Injectable } from '@nestjs/common';
import { Clock, Logger, WakeUp } from '@tribe/service-kit';
import { JobRegistry, type Schedule } from './job-registry';
import { JobStore } from './job.store';
import { latestSlot, nextSlot } from './slot.rules';

const tickMs = 1_000;

/** Turns the slots of every schedule into due jobs. Every replica tries; the slot's row lets one of them win. */
@Injectable()
export class JobScheduler {
  /** Time of the next check by schedule; absent before the first check. */
  private readonly nextCheck = new Map<string, Date>();
  private readonly pause = new WakeUp();
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: JobRegistry,
    private readonly store: JobStore,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @param onTaken called with the name of a schedule when this replica took one of its slots */
  start(onTaken: (name: string) => void): void {
    if (this.registry.schedules.length > 0) this.loop = this.work(onTaken);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.pause.wake();
    await this.loop;
  }

  private async work(onTaken: (name: string) => void): Promise<void> {
    while (!this.stopping) {
      for (const schedule of this.registry.schedules) await this.check(schedule, onTaken);
      await this.pause.wait(tickMs);
    }
  }

  private async check(schedule: Schedule, onTaken: (name: string) => void): Promise<void> {
    const { name, cron } = schedule;
    const now = this.clock.now();
    const notBefore = this.nextCheck.get(name);
    if (notBefore && now < notBefore) return;

    try {
      const slot = latestSlot(cron, now);
      if (!notBefore) await this.store.rememberNewSchedule(schedule, slot);
      if (await this.store.takeSlot(schedule, slot)) onTaken(name);
      this.nextCheck.set(name, nextSlot(cron, now));
    } catch (error) {
      this.logger.warn({ err: error, schedule: name }, 'cannot check a schedule; trying again');
    }
  }
}
