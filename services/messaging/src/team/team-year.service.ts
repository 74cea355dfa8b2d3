import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Database, settle, Transactions } from '@tribe/service-kit';
import { TeamConfirmation } from '../access/team-confirmation';
import { findTeamRole, lockTeam } from '../access/team.queries';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import type { UpdateTeamYearBody } from './team-year.dto';
import { findTeamYear } from './team-year.queries';
import { decideYear } from './team-year.rules';
import { teamYearView } from './team-year.view';
import { deleteTeamYear, upsertTeamYear } from './team-year.writes';

/** The years of teams, after which the messages of their channels are archived. */
@Injectable()
export class TeamYearService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly confirmation: TeamConfirmation,
    private readonly clock: Clock,
  ) {}

  async getTeamYear({ userId }: Caller, teamId: string) {
    const role = await this.confirmation.roleIn(teamId, userId);
    if (role === undefined) throw new AppError(errors.TEAM_NOT_FOUND);

    return teamYearView(teamId, await findTeamYear(this.database, teamId));
  }

  async updateTeamYear({ userId }: Caller, teamId: string, body: UpdateTeamYearBody) {
    await this.confirmation.roleWith('create', teamId, userId);
    const { year_ends_on: chosen } = body;

    const year = await this.transactions.run(async ({ sql }) => {
      await lockTeam(sql, teamId);
      const role = await findTeamRole(sql, teamId, userId);
      const current = (await findTeamYear(sql, teamId))?.year_ends_on ?? null;
      const changed = settle(decideYear(role, { current, chosen, now: this.clock.now() }));

      if (changed?.yearEndsOn === null) await deleteTeamYear(sql, teamId);
      else if (changed) await upsertTeamYear(sql, teamId, changed.yearEndsOn);

      return findTeamYear(sql, teamId);
    });

    return teamYearView(teamId, year);
  }
}
