import { Injectable } from '@nestjs/common';
import { type Caller, Cursors, paginated } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { PrismaService } from '../prisma.service';
import type { ListActivityQuery } from './activity.dto';

const list = 'activity';

/** The log of an account, newest first. */
@Injectable()
export class ActivityListService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly accounts: AccountService,
    private readonly cursors: Cursors,
  ) {}

  async listMyActivity(caller: Caller, query: ListActivityQuery) {
    await this.accounts.getAccount(caller);
    return this.listActivity(caller.userId, query);
  }

  /** Whoever calls it has checked who may read it. A cursor of one person's list is none of another's. */
  async listActivity(userId: string, { page, limit, cursor }: ListActivityQuery) {
    const name = `${list} ${userId}`;
    const before = cursor === undefined ? undefined : this.cursors.decode(name, cursor).id;
    const [found, total] = await Promise.all([
      this.prisma.userActivity.findMany({
        where: { userId, ...(before !== undefined && { id: { lt: before } }) },
        orderBy: { id: 'desc' },
        take: limit + 1,
        skip: before === undefined ? (page - 1) * limit : 0,
      }),
      this.prisma.userActivity.count({ where: { userId } }),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last ? this.cursors.encode(name, { id: last.id }) : null;
    return { rows, pagination: paginated({ page, limit, total, nextCursor }) };
  }
}
