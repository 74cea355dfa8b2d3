import { Injectable } from '@nestjs/common';
import { Partnerships, Relationships } from '@tribe/projections';
import { AppError, Database, requireVersion, settle, type Sql } from '@tribe/service-kit';
import { errors } from '../errors';
import { roleOf } from '../goal/goal-access.rules';
import { findGoal } from '../goal/goal.queries';
import type { Tx } from '../prisma.service';
import { decideSystemAccess, type SystemAction, type SystemRole } from './system-access.rules';
import { findSystem, lockSystem, type System } from './system.queries';

/** Authorizes actions on systems and their check-ins. */
@Injectable()
export class SystemAccess {
  constructor(
    private readonly database: Database,
    private readonly partnerships: Partnerships,
    private readonly relationships: Relationships,
  ) {}

  /**
   * Returns the system if the user may perform the action on it.
   *
   * @throws AppError SYSTEM_NOT_FOUND, PERMISSION_DENIED
   */
  async require(userId: string, action: SystemAction, systemId: string): Promise<System> {
    const system = await findSystem(this.database, systemId);
    return this.check(this.database, { userId, action, system });
  }

  /**
   * Like {@link require}, with the system locked until the transaction ends. Every write to a system or its check-ins starts
   * here.
   *
   * @throws AppError SYSTEM_NOT_FOUND, PERMISSION_DENIED; PRECONDITION_FAILED when the client knows another version
   */
  async requireLocked(
    tx: Tx,
    userId: string,
    action: SystemAction,
    systemId: string,
  ): Promise<System> {
    const system = await lockSystem(tx, systemId);
    return this.check(tx.sql, { userId, action, system });
  }

  /** Like {@link requireLocked} for a change of the system itself, whose version the client may name. */
  async requireForChange(tx: Tx, userId: string, systemId: string): Promise<System> {
    const system = await this.requireLocked(tx, userId, 'manage', systemId);
    requireVersion(system.version);

    return system;
  }

  private async check(
    sql: Sql,
    request: { userId: string; action: SystemAction; system: System | undefined },
  ): Promise<System> {
    const { userId, action, system } = request;
    if (!system) throw new AppError(errors.SYSTEM_NOT_FOUND);
    settle(decideSystemAccess(action, await this.roleOf(sql, userId, system)));

    return system;
  }

  private async roleOf(sql: Sql, userId: string, system: System): Promise<SystemRole> {
    const { userId: ownerId, goalId } = system;
    if (ownerId === userId) return 'owner';

    const [isHidden, isPartner] = await Promise.all([
      this.relationships.areHidden(userId, ownerId, sql),
      this.partnerships.arePartners(userId, ownerId, sql),
    ]);

    if (isHidden) return 'stranger';
    if (isPartner && system.sharedWithPartner) return 'partner';
    const goal = goalId === null ? undefined : await findGoal(sql, goalId);
    if (!goal) return 'stranger';
    const participate = [userId, ownerId].every((each) => roleOf(goal, each) !== 'stranger');

    return participate ? 'participant' : 'stranger';
  }
}
