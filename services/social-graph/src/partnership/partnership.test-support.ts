import { EmailDirectoryService } from '@tribe/contracts';
import type { ApiResponse, Person, Tribe } from '@tribe/testing';
import { Circle } from '../friend/friend.test-support';

export const partnerships = '/api/v1/partnerships';
/** The knowledge of the stand-in for identity. */
export interface EmailDirectory {
  /** Users who have not verified their own address; all others have. */
  readonly unverified: Set<string>;
  /** Users by the address that they have verified. */
  readonly owners: Map<string, string>;
}

/** Stands in for identity, which knows the owners of addresses. */
export async function startEmailDirectory(tribe: Tribe): Promise<EmailDirectory> {
  const directory = { unverified: new Set<string>(), owners: new Map<string, string>() };
  const { findByEmail, hasVerifiedEmail } = EmailDirectoryService.method;

  await tribe.answerCalls(findByEmail, ({ email }) => {
    const userId = directory.owners.get(email);
    return userId === undefined ? {} : { userId };
  });
  await tribe.answerCalls(hasVerifiedEmail, ({ userId }) => ({
    verified: !directory.unverified.has(userId),
  }));

  return directory;
}

/** People and their partnerships. */
export class Partners extends Circle {
  /** Makes an active partnership of two friends. */
  async pair(a: Person, b: Person, kind: 'duo' | 'accountability' = 'duo'): Promise<string> {
    const { body } = await invite(a, { user_id: b.id, kind });
    const { status } = await act(b, body.id, 'accept');
    if (status !== 200) throw new Error(`${b.username} could not accept: ${status}`);
    return body.id;
  }

  /** The stored row of a partnership. */
  async row(id: string): Promise<Record<string, unknown>> {
    const [row] = await this.rows('SELECT * FROM partnerships WHERE id = $1', [id]);
    if (!row) throw new Error(`no partnership ${id}`);
    return row;
  }

  /** How many stored duos a person is in. */
  async duosOf(person: Person): Promise<number> {
    const sql = `SELECT count(*)::int AS duos FROM partnership_members JOIN partnerships ON id = partnership_id
                  WHERE user_id = $1 AND partnerships.kind = 'duo' AND status IN ('active', 'paused')`;
    return (await this.rows(sql, [person.id]))[0]?.['duos'] as number;
  }
}

export type Act = 'accept' | 'decline' | 'pause' | 'resume' | 'dissolve';

export const invite = (by: Person, body: object): Promise<ApiResponse<Loose>> =>
  by.post(partnerships, body);
export const inviteAgain = (by: Person, id: string, body: object) =>
  by.post(`${partnerships}/${id}/invite`, body);
export const act = (by: Person, id: string, what: Act) => by.put(`${partnerships}/${id}/${what}`);
export const look = (by: Person, id: string) => by.get(`${partnerships}/${id}`);
export const change = (by: Person, id: string, body: object) =>
  by.request('PATCH', `${partnerships}/${id}`, body);

/** The ids and statuses of the listed partnerships of a person, newest first. */
export async function listed(by: Person, query = ''): Promise<[string, string][]> {
  const { body } = await by.get<{ partnerships: { id: string; status: string }[] }>(
    `${partnerships}${query}`,
  );
  return body.partnerships.map(({ id, status }) => [id, status]);
}

/** How often each status, with its code when it is a refusal, was answered. */
export function tally(answers: readonly ApiResponse[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const { code } = (body ?? {}) as { code?: string };
    const word = code ? `${status} ${code}` : `${status}`;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;
