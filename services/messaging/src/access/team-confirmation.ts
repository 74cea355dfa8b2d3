import { Injectable } from '@nestjs/common';
import { type TeamOfMember, TeamMembershipService } from '@tribe/contracts';
import { OwnerQuestions } from '@tribe/projections';
import { Calls, Rpc } from '@tribe/rpc';
import { Database, Logger, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { decideTeamRight, type TeamRight, type TeamRole } from './team-roles.rules';
import { TeamRoster } from './team-roster';
import { withTeamService } from './team-scope';
import { findTeamId, findTeamRole } from './team.queries';

const deadlineMs = 500;
const membershipsPerCall = 20;
const separator = ' ';

/**
 * Asks social-graph for a team before a user is refused because of the projection (ADR 0014). The answer is stored like the
 * event that is on its way, because the row level security decides by the stored members too.
 */
@Calls(TeamMembershipService.method.getTeamsOfMembers)
@Injectable()
export class TeamConfirmation {
  private readonly questions: OwnerQuestions<TeamOfMember>;

  constructor(
    private readonly rpc: Rpc,
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly roster: TeamRoster,
    logger: Logger,
  ) {
    const log = logger.for('TeamConfirmation');

    this.questions = new OwnerQuestions<TeamOfMember>(
      (keys) => this.ask(keys),
      membershipsPerCall,
      log,
    );
  }

  /**
   * Stores the current state of a team for one of its members. Must not be called inside a transaction.
   *
   * @returns whether the user is a member; false when social-graph does not answer: then the projection decides
   */
  async confirm(teamId: string, userId: string): Promise<boolean> {
    const answer = await this.questions.ask(teamId + separator + userId);
    const team = answer?.team;
    if (!team) return false;

    await this.transactions.runAhead((tx) => this.roster.store(tx, team, answer.version));

    return true;
  }

  /** Returns the role of a user in a team, asked from social-graph for a user who is not known as a member. */
  async roleIn(teamId: string, userId: string): Promise<TeamRole | undefined> {
    const role = await findTeamRole(this.database, teamId, userId);
    if (role !== undefined || !(await this.confirm(teamId, userId))) return role;

    return findTeamRole(this.database, teamId, userId);
  }

  /** Returns the role of a user in a team; asks social-graph before the role is not enough for a right. */
  async roleWith(right: TeamRight, teamId: string, userId: string): Promise<TeamRole | undefined> {
    const role = await this.roleIn(teamId, userId);
    const isEnough = role !== undefined && decideTeamRight(role, right).kind === 'keep';
    if (role === undefined || isEnough || !(await this.confirm(teamId, userId))) return role;

    return findTeamRole(this.database, teamId, userId);
  }

  /** Like {@link confirm}, for the team of a channel; false for other conversations. */
  async confirmChannel(conversationId: string, userId: string): Promise<boolean> {
    const teamId = await this.transactions.runAhead(({ sql }) =>
      withTeamService(sql, () => findTeamId(sql, conversationId)),
    );

    return teamId === undefined ? false : this.confirm(teamId, userId);
  }

  private async ask(keys: readonly string[]): Promise<ReadonlyMap<string, TeamOfMember>> {
    const memberships = keys.map((key) => {
      const [teamId = '', userId = ''] = key.split(separator);
      return { teamId, userId };
    });

    const client = this.rpc.client(TeamMembershipService);
    const { teams } = await client.getTeamsOfMembers({ memberships }, { deadlineMs });

    return new Map(teams.map((team, index) => [keys[index] ?? '', team]));
  }
}
