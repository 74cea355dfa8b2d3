import { fromBinary } from '@bufbuild/protobuf';
import { eventTypeOfSubject, type UserPrivacy, UserSnapshottedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { type ApiResponse, eventually, type Person, type Tribe } from '@tribe/testing';

export const requests = '/api/v1/friends/requests';

/** The fields of a listed friend request or friend that tests read. */
interface Listed {
  readonly id: string;
  readonly status: string;
  readonly user: { readonly id: string };
}

/** People and their friendships. */
export class Circle {
  private count = 0;

  constructor(readonly tribe: Tribe) {}

  /** New people, so that tests do not share friends. */
  async people(number: number): Promise<Person[]> {
    const persons = await Promise.all(
      Array.from({ length: number }, () => this.tribe.person(`person ${++this.count}`)),
    );
    await this.tribe.settled();
    return persons;
  }

  /** New people; the first is a friend of all others, who became friends in this order. */
  async friends(number: number): Promise<[Person, ...Person[]]> {
    const [first, ...others] = (await this.people(number)) as [Person, ...Person[]];
    for (const other of others) await this.befriend(first, other);
    return [first, ...others];
  }

  befriend(a: Person, b: Person): Promise<string> {
    return this.tribe.befriend(a, b);
  }

  /** The past-tense words of the events of an entity, in the order of versions. */
  async eventsOf(entityId: string): Promise<string[]> {
    return (await this.publishedOf(entityId)).map(({ subject }) => subject.split('.').at(-2) ?? '');
  }

  /** The payload of the newest event of an entity. */
  async lastEventOf(entityId: string): Promise<unknown> {
    const last = (await this.publishedOf(entityId)).at(-1);
    const type = last && eventTypeOfSubject(last.subject);
    return type && fromBinary(type.schema, last.payload);
  }

  /** Runs a statement in the database of social-graph. All statements share a connection. */
  async rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await (await this.tribe.db('social-graph')).query(sql, values)).rows;
  }

  /** Resolves when a statement waits for a lock of the connection of {@link rows}. */
  async untilBlocked(): Promise<void> {
    await eventually(async () => {
      const waiting =
        'SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))';
      return (await this.rows(waiting)).length > 0;
    });
  }

  private async publishedOf(entityId: string) {
    const sql =
      'SELECT subject, payload FROM outbox WHERE entity_id = $1 ORDER BY entity_version, position';
    return (await this.rows(sql, [entityId])) as { subject: string; payload: Buffer }[];
  }
}

export const sendRequest = (from: Person, to: { id: string }): Promise<ApiResponse<Loose>> =>
  from.post(requests, { user_id: to.id });
export const accept = (by: Person, id: string) => by.put(`${requests}/${id}/accept`);
export const decline = (by: Person, id: string) => by.put(`${requests}/${id}/decline`);
export const cancel = (by: Person, id: string) => by.delete(`${requests}/${id}`);
export const unfriend = (by: Person, other: { id: string }) =>
  by.delete(`/api/v1/friends/${other.id}`);

let announced = 1;

/** Publishes the privacy settings of a user, as identity does. */
export async function announcePrivacy(
  tribe: Tribe,
  { id, username, fullName }: Person,
  privacy: Partial<Omit<UserPrivacy, '$typeName' | '$unknown'>>,
  isActive = true,
): Promise<void> {
  const data = {
    user: { id, username, fullName },
    isActive,
    privacy: { onlineStatusVisible: true, appearInSuggestions: true, ...privacy },
  };
  const event = eventOf(UserSnapshottedSchema, {
    entityId: id,
    entityVersion: (announced += 1),
    data,
  });
  await tribe.publishAs('identity', event);
  await tribe.settled();
}

/** The other user and the status of each listed request, newest first. */
export async function listed(
  person: Person,
  direction: 'incoming' | 'outgoing',
): Promise<[string, string][]> {
  const { body } = await person.get<{ requests: Listed[] }>(`${requests}?direction=${direction}`);
  return body.requests.map(({ user, status }) => [user.id, status]);
}

export async function friendsOf(person: Person, query = ''): Promise<string[]> {
  const { body } = await person.get<{ friends: Listed[] }>(`/api/v1/friends${query}`);
  return body.friends.map(({ id }) => id);
}

export const ids = (people: readonly Person[]): string[] => people.map(({ id }) => id);

/** The ids of a list, read by cursor from page to page. */
export async function walk(
  person: Person,
  path: string,
  limit: number,
  onPage?: () => Promise<unknown>,
): Promise<string[]> {
  const found: string[] = [];
  for (let cursor = ''; ;) {
    const { status, body } = await person.get(
      `${path}&limit=${limit}${cursor && `&cursor=${cursor}`}`,
    );
    expect(status).toBe(200);
    const items: { id: string }[] = body.friends ?? body.requests;
    found.push(...items.map(({ id }) => id));
    expect(body.pagination.has_more).toBe(body.pagination.next_cursor !== null);
    if (!body.pagination.has_more) return found;
    cursor = body.pagination.next_cursor;
    await onPage?.();
  }
}

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;
