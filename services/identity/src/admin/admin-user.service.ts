import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Caller,
  Cursors,
  Database,
  paginated,
  Transactions,
} from '@tribe/service-kit';
import { Roles } from '../account/roles';
import { ActivityListService } from '../activity/activity-list.service';
import { ActivityLog } from '../activity/activity-log';
import type { ListActivityQuery } from '../activity/activity.dto';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import {
  type AdminUserFilter,
  countAdminUsers,
  findAdminUser,
  selectAdminUsers,
} from './admin-user.queries';
import { type ListUsersQuery, adminUserView } from './admin.dto';

const list = 'admin users';

/** What admins see of people. */
@Injectable()
export class AdminUserService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly roles: Roles,
    private readonly activityList: ActivityListService,
    private readonly activities: ActivityLog,
    private readonly cursors: Cursors,
  ) {}

  async listUsers(caller: Caller, query: ListUsersQuery) {
    await this.roles.requireAdmin(caller);
    const { page, limit, cursor } = query;
    const filter = filterOf(query);
    const beforeId = cursor === undefined ? null : this.cursors.decode(list, cursor).id;
    const offset = cursor === undefined ? (page - 1) * limit : 0;
    const [found, total] = await Promise.all([
      selectAdminUsers(this.database, filter, { beforeId, offset, limit: limit + 1 }),
      countAdminUsers(this.database, filter),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last ? this.cursors.encode(list, { id: last.id }) : null;
    return {
      users: rows.map(adminUserView),
      pagination: paginated({ page, limit, total, nextCursor }),
    };
  }

  /** Reading somebody's log is itself something to be answered for. */
  async listActivity(caller: Caller, userId: string, query: ListActivityQuery) {
    await this.roles.requireAdmin(caller);
    if (!(await findAdminUser(this.database, userId))) throw new AppError(errors.USER_NOT_FOUND);
    const found = await this.activityList.listActivity(userId, query);
    const entry = {
      userId: caller.userId,
      type: 'activity_read',
      metadata: { user_id: userId },
    } as const;
    await this.transactions.run((tx) => this.activities.record(tx, entry));
    return found;
  }
}

function filterOf({ status, q }: ListUsersQuery): AdminUserFilter {
  return {
    isActive: status === 'active' ? true : status === 'inactive' ? false : null,
    isBanned: status === 'banned' ? true : null,
    beginsWith: q ?? null,
  };
}
