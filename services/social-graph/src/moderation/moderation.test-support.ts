import {
  GoalsReportService,
  MessagingReportService,
  type ReportTargetQuestion,
  UserRoleService,
} from '@tribe/contracts';
import { OwnPersonalData } from '@tribe/personal-data';
import { newId, Transactions } from '@tribe/service-kit';
import {
  type ApiClient,
  type ApiResponse,
  type Person,
  startTribe,
  type Tribe,
} from '@tribe/testing';
import { socialGraph } from '..';
import { Circle } from '../friend/friend.test-support';
import type { Tx } from '../prisma.service';

export const cases = '/api/v1/moderation/cases';
export const appeals = '/api/v1/moderation/appeals';

/** Responses are read field by field, so they are untyped. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

interface KnownTarget {
  readonly authorId: string;
  readonly viewers: readonly string[];
  readonly mediaIds: string[];
}

/** social-graph with moderators. Messaging, goals and identity are doubles that answer its questions. */
export class ModerationWorld {
  /** The messages and goals that the doubles know, each with the users who see it. */
  private readonly targets = new Map<string, KnownTarget>();
  private readonly roles = new Map<string, string[]>();
  readonly circle: Circle;

  private constructor(readonly tribe: Tribe) {
    this.circle = new Circle(tribe);
  }

  static async start(env: Record<string, string> = {}): Promise<ModerationWorld> {
    const world = new ModerationWorld(await startTribe({ services: [socialGraph], env }));
    const { tribe } = world;
    const { findMessagingReportTarget, listMessageContext } = MessagingReportService.method;
    await tribe.answerCalls(findMessagingReportTarget, ({ question }) => world.answer(question));
    await tribe.answerCalls(listMessageContext, ({ messageId }) => ({
      lines: [{ id: messageId, text: 'Buy now', createdAt: { seconds: 1_790_000_000n } }],
    }));
    await tribe.answerCalls(GoalsReportService.method.findGoalsReportTarget, ({ question }) =>
      world.answer(question),
    );
    await tribe.answerCalls(UserRoleService.method.getUserRoles, ({ userId }) => ({
      roles: world.roles.get(userId) ?? [],
    }));

    return world;
  }

  /** A new moderator or admin. */
  async staff(role: 'moderator' | 'admin' = 'moderator'): Promise<Staff> {
    const [person] = (await this.circle.people(1)) as [Person];
    this.roles.set(person.id, [role]);
    const { id: user_id, username } = person;
    const token = this.tribe.tokens.sign({ user_id, username, roles: [role] });

    return { id: person.id, person, api: this.tribe.client({ token }) };
  }

  /** Something of an author that the viewers see. */
  target(
    author: { id: string },
    viewers: readonly { id: string }[],
    mediaIds: string[] = [],
  ): string {
    const id = newId();
    const viewerIds = viewers.map((viewer) => viewer.id);
    this.targets.set(id, { authorId: author.id, viewers: viewerIds, mediaIds });

    return id;
  }

  /** Reports a new message of an author, and returns the id of its case. */
  async reported(author: { id: string }, reporter: Person, reason = 'spam'): Promise<string> {
    const target_id = this.target(author, [reporter]);
    await report(reporter, { target_type: 'message', target_id, reason });

    return this.caseOf(target_id);
  }

  async caseOf(targetId: string): Promise<string> {
    const rows = await this.circle.rows(
      'SELECT id FROM moderation_cases WHERE target_id = $1 ORDER BY id DESC LIMIT 1',
      [targetId],
    );
    return rows[0]?.['id'] as string;
  }

  /** The stored rows, which are unchanged when nothing was written. */
  async written(): Promise<unknown> {
    return this.circle.rows(`SELECT
      (SELECT count(*) || ' ' || coalesce(sum(version + report_count), 0) FROM moderation_cases) AS cases,
      (SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM moderation_actions) AS actions,
      (SELECT count(*) FROM moderation_audit) AS audit, (SELECT count(*) FROM outbox) AS outbox`);
  }

  /** Exports and then erases the data of a person, and returns the export by section. */
  async erase({ id }: Person): Promise<Map<string, unknown[]>> {
    const { app } = this.tribe.service('social-graph');
    const { source } = app.get(OwnPersonalData, { strict: false });
    const transactions = app.get<Transactions<Tx>>(Transactions, { strict: false });
    const exported = new Map<string, unknown[]>();
    for await (const { section, rows } of source.exportFor(id))
      exported.set(section, [...(exported.get(section) ?? []), ...rows]);

    for (let counts = {}; ;) {
      counts = await transactions.run((tx) => source.erase(tx, id));
      if (Object.keys(counts).length === 0) return exported;
    }
  }

  private answer(question: ReportTargetQuestion | undefined) {
    const target = this.targets.get(question?.targetId ?? '');
    if (!target?.viewers.includes(question?.viewerId ?? '')) return {};
    const place = { type: 'conversation', id: newId() };

    const { authorId, mediaIds } = target;

    return { target: { authorId, excerpt: 'Buy now', place, mediaIds } };
  }
}

export interface Staff {
  readonly id: string;
  readonly person: Person;
  /** With the role in the token. */
  readonly api: ApiClient;
}

export function report(by: Person, body: object): Promise<ApiResponse<Loose>> {
  return by.post('/api/v1/reports', { reason: 'spam', ...body });
}

export function decide(by: Staff, caseId: string, body: object): Promise<ApiResponse<Loose>> {
  return by.api.post(`${cases}/${caseId}/actions`, body);
}
