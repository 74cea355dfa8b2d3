import { Injectable } from '@nestjs/common';
import { Clock, Logger, WakeUp } from '@tribe/service-kit';
import { JobRegistry, type Schedule } from './job-registry';
import { JobStore } from './job.store';
import { latestSlot, nextSlot } from './slot.rules';

const tickMs = 1_000;

/** Turns the slots of every schedule into due jobs. Each replica tries; the slot's row lets one of them win. */
@Injectable()
export class JobScheduler {
  /** When to look at a schedule again; absent until it was looked at. */
  private readonly nextLook = new Map<string, Date>();
  private readonly pause = new WakeUp();
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: JobRegistry,
    private readonly store: JobStore,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @param onTaken called with the name of a schedule when this replica has won a slot of it */
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
      for (const schedule of this.registry.schedules) await this.look(schedule, onTaken);
      await this.pause.wait(tickMs);
    }
  }

  private async look(schedule: Schedule, onTaken: (name: string) => void): Promise<void> {
    const { name, cron } = schedule;
    const now = this.clock.now();
    const notBefore = this.nextLook.get(name);
    if (notBefore && now < notBefore) return;
    try {
      const slot = latestSlot(cron, now);
      if (!notBefore) await this.store.rememberNewSchedule(schedule, slot);
      if (await this.store.takeSlot(schedule, slot)) onTaken(name);
      this.nextLook.set(name, nextSlot(cron, now));
    } catch (error) {
      this.logger.warn({ err: error, schedule: name }, 'cannot look at a schedule; trying again');
    }
  }
}
