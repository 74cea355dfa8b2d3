import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { closingOf } from '../access/team-changes.rules';
import { withTeamService } from '../access/team-scope';
import { lockTeam } from '../access/team.queries';
import type { Tx } from '../prisma.service';
import { readChannel, writeAccess } from './channel-access.writes';

/** Closes channels: they exist for no member any more, and their messages are deleted after a time. */
@Injectable()
export class ChannelClosing {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly clock: Clock,
  ) {}

  async close(userId: string, id: string): Promise<void> {
    const { team } = await this.access.require(userId, 'close', id);
    const at = this.clock.now();

    await this.transactions.run(async (tx) => {
      if (team) await lockTeam(tx.sql, team.id);
      const locked = await this.access.requireLocked(tx, userId, 'close', id);
      const { channel, members } = await readChannel(tx, locked);
      const version = locked.version + 1n;

      // The row of a closed channel is no longer one that the member may write.
      await withTeamService(tx.sql, async () => {
        const data = { closedAt: at, updatedAt: at, version };
        await tx.conversation.update({ where: { id }, data, select: { id: true } });
        await writeAccess(tx, this.events, closingOf(channel, members), { version, at });
      });
    });
  }
}
