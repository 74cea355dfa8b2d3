import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, Transactions } from '@tribe/service-kit';
import { setTeamService } from '../access/team-scope';
import type { Tx } from '../prisma.service';
import { archiveYear } from './team-year.writes';

/** The rest waits for the next hour. */
const maxTeams = 1_000;

/** Archives the messages of teams whose year has ended. */
@Injectable()
export class ArchiveYearsJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'messaging-archive-years-v1', cron: '10 * * * *' })
  async run(): Promise<void> {
    const now = this.clock.now();

    for (let teams = 0; teams < maxTeams; teams += 1) {
      const isArchived = await this.transactions.run(async ({ sql }) => {
        await setTeamService(sql);
        return archiveYear(sql, now);
      });
      if (!isArchived) return;
    }
  }
}
