import type { ApiResponse, Person } from '@tribe/testing';
import { Circle } from '../friend/friend.test-support';
import type { TribeKind } from './tribe-roles.rules';

export const pathOf = (kind: TribeKind) => `/api/v1/${kind}s`;

/** People and their tribes, groups and teams. */
export class Tribes extends Circle {
  /** Creates a public tribe, group or team with these members, and then changes it. */
  async create(
    kind: TribeKind,
    owner: Person,
    members: readonly Person[] = [],
    changes: object = {},
  ): Promise<TribeApi> {
    const open = { name: 'Runners', privacy_level: 'public', require_approval: false };
    const runners = new TribeApi(kind, (await createTribe(owner, kind, open)).body.id);
    for (const member of members) {
      const { status } = await runners.join(member);
      if (status !== 200) throw new Error(`${member.username} could not join: ${status}`);
    }
    if (Object.keys(changes).length > 0) await runners.change(owner, changes);
    return runners;
  }

  /** The stored members with their roles, in the order of joining, and the stored count, owner and version. */
  async stored({ id }: TribeApi): Promise<{
    members: [string, string][];
    count: number;
    owner: string;
    version: number;
  }> {
    const members = await this.rows(
      'SELECT user_id, role FROM tribe_members WHERE tribe_id = $1 AND left_at IS NULL ORDER BY joined_at, user_id',
      [id],
    );
    const [tribe] = await this.rows(
      'SELECT member_count, owner_id, version FROM tribes WHERE id = $1',
      [id],
    );
    return {
      members: members.map((row) => [row['user_id'] as string, row['role'] as string]),
      count: tribe?.['member_count'] as number,
      owner: tribe?.['owner_id'] as string,
      version: Number(tribe?.['version']),
    };
  }
}

/** The endpoints of one tribe, group or team. */
export class TribeApi {
  readonly path: string;

  constructor(
    readonly kind: TribeKind,
    readonly id: string,
  ) {
    this.path = `${pathOf(kind)}/${id}`;
  }

  look = (by: Person) => by.get(this.path);
  change = (by: Person, body: object) => by.request('PATCH', this.path, body);
  archive = (by: Person) => by.delete(this.path);
  members = (by: Person, query = '') => by.get(`${this.path}/members${query}`);
  setRole = (by: Person, { id }: { id: string }, role: string) =>
    by.put(`${this.path}/members/${id}`, { role });
  remove = (by: Person, { id }: { id: string }) => by.delete(`${this.path}/members/${id}`);
  leave = (by: Person) => by.post(`${this.path}/leave`);
  handOver = (by: Person, { id }: { id: string }) => by.put(`${this.path}/owner`, { user_id: id });
  invite = (by: Person, { id }: { id: string }) => by.post(`${this.path}/invites`, { user_id: id });
  sent = (by: Person, query = '') => by.get(`${this.path}/invites${query}`);
  withdrawInvite = (by: Person, inviteId: string) => by.delete(`${this.path}/invites/${inviteId}`);
  join = (by: Person) => by.post(`${this.path}/join`);
  withdraw = (by: Person) => by.delete(`${this.path}/join`);
  requests = (by: Person, query = '') => by.get(`${this.path}/requests${query}`);
  approve = (by: Person, requestId: string) => by.put(`${this.path}/requests/${requestId}/approve`);
  reject = (by: Person, requestId: string) => by.put(`${this.path}/requests/${requestId}/reject`);

  /** The id of the newest open request to join. */
  async newestRequest(by: Person): Promise<string> {
    return (await this.requests(by)).body.requests[0].id;
  }
}

export const createTribe = (
  by: Person,
  kind: TribeKind,
  body: object,
): Promise<ApiResponse<Loose>> => by.post(pathOf(kind), body);
export const answer = (by: Person, kind: TribeKind, inviteId: string, what: 'accept' | 'decline') =>
  by.put(`${pathOf(kind)}/invites/${inviteId}/${what}`);

/** The ids of a list. */
export async function idsIn(by: Person, path: string, key = 'items'): Promise<string[]> {
  return (await by.get(path)).body[key].map(({ id }: { id: string }) => id);
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
