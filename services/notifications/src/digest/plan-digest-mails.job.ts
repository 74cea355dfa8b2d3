import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import {
  listFirstGoalCandidates,
  listSummaryCandidates,
  listVerificationCandidates,
  recordSummaries,
  recordVerificationMails,
} from './digest-mail.queries';
import { summaryDateOf } from './digest.rules';
import { SendDigestMailJob } from './send-digest-mail.job';
import { verificationWaitMs } from './verification-digest';

const hourMs = 3_600_000;
/** At most two mails about verifications per day. */
const verificationPauseMs = 12 * hourMs;
const usersPerPage = 200;
const maxPages = 1_000;
const beforeAllIds = '00000000-0000-0000-0000-000000000000';

type Page = { readonly after: string; readonly limit: number };

/** Decides every hour which users get a mail. Only users who have turned mail on get any. */
@Injectable()
export class PlanDigestMailsJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly mails: SendDigestMailJob,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'notifications-plan-digest-mails-v1', cron: '15 * * * *' })
  async run(): Promise<void> {
    await this.inPages((tx, page) => this.planVerifications(tx, page));
    await this.inPages((tx, page) => this.planSummaries(tx, page));
    await this.inPages((tx, page) => this.planFirstGoals(tx, page));
  }

  /** @param plan returns the ids of the users of the page, ascending */
  private async inPages(plan: (tx: Tx, page: Page) => Promise<string[]>): Promise<void> {
    let after = beforeAllIds;

    for (let page = 0; page < maxPages; page++) {
      const window = { after, limit: usersPerPage };
      const userIds = await this.transactions.run((tx) => plan(tx, window));
      const last = userIds.at(-1);
      if (last === undefined || userIds.length < usersPerPage) return;
      after = last;
    }
  }

  private async planVerifications(tx: Tx, page: Page): Promise<string[]> {
    const now = this.clock.now();
    const limits = { now, waitMs: verificationWaitMs, pauseMs: verificationPauseMs };
    const userIds = await listVerificationCandidates(tx.sql, page, limits);
    await recordVerificationMails(tx.sql, userIds, now);

    for (const userId of userIds)
      await this.mails.enqueue(tx, { kind: 'verifications', userId, of: now.toISOString() });

    return userIds;
  }

  private async planSummaries(tx: Tx, page: Page): Promise<string[]> {
    const now = this.clock.now();
    const candidates = await listSummaryCandidates(tx.sql, page);

    const due = candidates.flatMap((candidate) => {
      const date = summaryDateOf(candidate, now);
      return date === undefined ? [] : [{ userId: candidate.userId, date }];
    });

    await recordSummaries(tx.sql, due);

    for (const { userId, date } of due)
      await this.mails.enqueue(tx, { kind: 'daily_summary', userId, of: date });

    return candidates.map(({ userId }) => userId);
  }

  /** One to two days after the registration. The job has the same key every hour, and is recorded once. */
  private async planFirstGoals(tx: Tx, page: Page): Promise<string[]> {
    const now = this.clock.now().getTime();
    const period = { from: new Date(now - 48 * hourMs), to: new Date(now - 24 * hourMs) };
    const userIds = await listFirstGoalCandidates(tx.sql, page, period);

    for (const userId of userIds)
      await this.mails.enqueue(tx, { kind: 'first_goal', userId, of: 'once' });

    return userIds;
  }
}
