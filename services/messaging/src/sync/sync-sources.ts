import { Injectable } from '@nestjs/common';
import { GoalSyncService, NotificationSyncService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { Logger } from '@tribe/service-kit';

const deadlineMs = 1_000;
const slotBytes = 16;

/** Positions of the sources, in the order of their slots. Free slots keep the cursor at one size when a service joins. */
export const sourcesBytes = 4 * slotBytes;

/** Questions for the changes of a user. */
interface Source {
  readonly slot: number;
  readonly ask: (
    rpc: Rpc,
    question: { readonly userId: string; readonly position: Uint8Array },
  ) => Promise<{ readonly changes: Uint8Array; readonly position: Uint8Array }>;
}

/** The services that join `GET /sync`. A slot is never used again for another service. */
const sources = {
  notifications: {
    slot: 0,
    ask: (rpc, question) =>
      rpc.client(NotificationSyncService).listNotificationChanges(question, { deadlineMs }),
  },
  goals: {
    slot: 1,
    ask: (rpc, question) => rpc.client(GoalSyncService).listGoalChanges(question, { deadlineMs }),
  },
} as const satisfies Record<string, Source>;

type Part = keyof typeof sources;

/** The parts of the response, null for a service that did not answer; and the positions after them. */
export interface SourceChanges {
  readonly parts: Readonly<Record<Part, object | null>>;
  readonly positions: Buffer;
}

/** Asks other services for their parts of `GET /sync`. */
@Calls(
  NotificationSyncService.method.listNotificationChanges,
  GoalSyncService.method.listGoalChanges,
)
@Injectable()
export class SyncSources {
  private readonly logger: Logger;

  constructor(
    private readonly rpc: Rpc,
    logger: Logger,
  ) {
    this.logger = logger.for('SyncSources');
  }

  /** A service that does not answer keeps its position, so that the next call returns what this one lacks. */
  async changes(userId: string, positions: Buffer): Promise<SourceChanges> {
    const next = Buffer.from(positions);

    const parts = await Promise.all(
      Object.entries<Source>(sources).map(async ([name, source]) => {
        const slot = next.subarray(source.slot * slotBytes, (source.slot + 1) * slotBytes);
        return [name, await this.ask(name, source, userId, slot)] as const;
      }),
    );

    return { parts: Object.fromEntries(parts) as SourceChanges['parts'], positions: next };
  }

  private async ask(
    name: string,
    { ask }: Source,
    userId: string,
    slot: Buffer,
  ): Promise<object | null> {
    try {
      const { changes, position } = await ask(this.rpc, { userId, position: Buffer.from(slot) });
      if (position.length !== slotBytes) throw new Error(`${name} answered an invalid position`);
      slot.set(position);

      return JSON.parse(Buffer.from(changes).toString('utf8')) as object;
    } catch (error) {
      this.logger.debug({ err: error, name }, 'a service did not answer a synchronization');
      return null;
    }
  }
}
