import { Injectable } from '@nestjs/common';
import { type Caller, Clock, Database, Pages, Transactions } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import type { ListActivityQuery } from '../activity/activity.dto';
import { ActivityService } from '../activity/activity.service';
import { adminActivityView } from '../activity/activity.view';
import type { Tx } from '../prisma.service';
import { AdminAccess } from './admin-access';
import { type AdminUserFilter, countAdminUsers, listAdminUsers } from './admin-user.queries';
import { adminUserView } from './admin-user.view';
import { requireAdminUser } from './admin-users';
import type { ListUsersQuery } from './admin.dto';

/** Users and their activities, for admins. */
@Injectable()
export class AdminUserService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AdminAccess,
    private readonly activities: ActivityService,
    private readonly log: ActivityLog,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async listUsers(caller: Caller, query: ListUsersQuery) {
    await this.access.require(caller);
    const now = this.clock.now();
    const filter = filterOf(query, now);

    const { rows, pagination } = await this.pages.read('admin users', query, {
      rows: (window) => listAdminUsers(this.database, filter, window),
      total: () => countAdminUsers(this.database, filter),
      position: ({ id }) => ({ id }),
    });

    return { users: rows.map((user) => adminUserView(user, now)), pagination };
  }

  /** Reading the activities of a user is itself an activity of the admin. */
  async listActivity(caller: Caller, userId: string, query: ListActivityQuery) {
    await this.access.require(caller);
    await requireAdminUser(this.database, userId);
    const { rows, pagination } = await this.activities.readPage(userId, query);

    await this.transactions.run((tx) =>
      this.log.record(tx, {
        userId: caller.userId,
        type: 'activity_read',
        metadata: { user_id: userId },
      }),
    );

    return { activities: rows.map(adminActivityView), pagination };
  }
}

function filterOf({ status, q }: ListUsersQuery, now: Date): AdminUserFilter {
  return {
    isActive: status === 'active' || status === 'inactive' ? status === 'active' : null,
    isBanned: status === 'banned' ? true : null,
    beginsWith: q ?? null,
    now,
  };
}
