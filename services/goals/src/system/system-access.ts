import { Injectable } from '@nestjs/common';
import { AppError, Database, requireVersion, settle, type Sql } from '@tribe/service-kit';
import { errors } from '../errors';
import { roleOf } from '../goal/goal-access.rules';
import { findGoal } from '../goal/goal.queries';
import { PartnerStandings, type Standing } from '../partner/partner-standings';
import type { Tx } from '../prisma.service';
import { decideSystemAccess, type SystemAction, type SystemRole } from './system-access.rules';
import { findSystem, lockSystem, type System } from './system.queries';

interface Viewing {
  readonly userId: string;
  readonly system: System;
  readonly standing: Standing;
}

/** Authorizes actions on systems and their check-ins. */
@Injectable()
export class SystemAccess {
  constructor(
    private readonly database: Database,
    private readonly standings: PartnerStandings,
  ) {}

  /**
   * Returns the system if the user may perform the action on it. Confirms a refusal with social-graph, so it must not be
   * called inside a transaction.
   *
   * @throws AppError SYSTEM_NOT_FOUND, PERMISSION_DENIED
   */
  async require(userId: string, action: SystemAction, systemId: string): Promise<System> {
    const system = await findSystem(this.database, systemId);
    if (!system) throw new AppError(errors.SYSTEM_NOT_FOUND);
    const known = await this.standings.known(userId, system.userId);
    const role = await this.roleOf(this.database, { userId, system, standing: known });
    if (decideSystemAccess(action, role).kind !== 'refuse') return system;

    const standing = await this.standings.confirmed(userId, system.userId);

    return this.check(this.database, { userId, action, system, standing });
  }

  /**
   * Returns what a user is to the owner of a system, confirmed by social-graph, for {@link requireLocked}. Must not be
   * called inside a transaction.
   *
   * @throws AppError SYSTEM_NOT_FOUND
   */
  async confirmedStanding(userId: string, systemId: string): Promise<Standing> {
    const system = await findSystem(this.database, systemId);
    if (!system) throw new AppError(errors.SYSTEM_NOT_FOUND);

    return this.standings.confirmed(userId, system.userId);
  }

  /**
   * Like {@link require}, with the system locked until the transaction ends. Every write to a system or its check-ins starts
   * here.
   *
   * @param standing of a user who is not the owner, confirmed before the transaction
   * @throws AppError SYSTEM_NOT_FOUND, PERMISSION_DENIED; PRECONDITION_FAILED when the client knows another version
   */
  async requireLocked(
    tx: Tx,
    userId: string,
    action: SystemAction,
    systemId: string,
    standing?: Standing,
  ): Promise<System> {
    const system = await lockSystem(tx, systemId);
    if (!system) throw new AppError(errors.SYSTEM_NOT_FOUND);
    const known = standing ?? (await this.standings.known(userId, system.userId, tx.sql));

    return this.check(tx.sql, { userId, action, system, standing: known });
  }

  /** Like {@link requireLocked} for a change of the system itself, whose version the client may name. */
  async requireForChange(tx: Tx, userId: string, systemId: string): Promise<System> {
    const system = await this.requireLocked(tx, userId, 'manage', systemId);
    requireVersion(system.version);

    return system;
  }

  private async check(sql: Sql, request: Viewing & { action: SystemAction }): Promise<System> {
    settle(decideSystemAccess(request.action, await this.roleOf(sql, request)));

    return request.system;
  }

  private async roleOf(sql: Sql, { userId, system, standing }: Viewing): Promise<SystemRole> {
    const { userId: ownerId, goalId } = system;
    const { isHidden, isPartner } = standing;
    if (ownerId === userId) return 'owner';
    if (isHidden) return 'stranger';
    if (isPartner && system.sharedWithPartner) return 'partner';
    const goal = goalId === null ? undefined : await findGoal(sql, goalId);
    if (!goal) return 'stranger';
    const participate = [userId, ownerId].every((each) => roleOf(goal, each) !== 'stranger');

    return participate ? 'participant' : 'stranger';
  }
}
