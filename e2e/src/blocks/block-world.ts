import { randomUUID } from 'node:crypto';
import {
  type ApiResponse,
  eventually,
  type Person,
  type SocketClient,
  type Tribe,
} from '@tribe/testing';
import { contribute } from '../savings-group';

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

export const blockedUsers = '/api/v1/settings/blocked-users';

/** Brian and Alvin, who are friends and partners, and Clarie, a friend of both. */
export class BlockWorld {
  /** The id of no object. */
  readonly unknownId = randomUUID();
  private amount = 0;

  private constructor(
    private readonly tribe: Tribe,
    readonly brian: Person,
    readonly alvin: Person,
    readonly clarie: Person,
    readonly goalId: string,
    readonly partnershipId: string,
    /** The conversation of all three, and that of Brian and Alvin. */
    readonly chats: { readonly groupId: string; readonly directId: string },
    private readonly standIns: ReadonlyMap<Person, Person>,
  ) {}

  /** Creates three mutual friends, a shared goal, and contributions of each. */
  static async form(tribe: Tribe): Promise<BlockWorld> {
    const [brian, alvin, clarie] = await friendsOfEachOther(tribe);

    const goal = await clarie.post('/api/v1/goals', {
      title: 'Trip to Costa Rica',
      goal_type: 'group',
      target_amount: 3000,
      auto_complete: false,
      participant_ids: [brian.id, alvin.id],
    });

    const partnershipId = await partnership(brian, alvin);
    for (const partner of [brian, alvin]) await partnership(clarie, partner);
    const [hilda, ivan] = [await tribe.person('hilda'), await tribe.person('ivan')];
    await tribe.settled();
    for (const standIn of [hilda, ivan]) await tribe.befriend(clarie, standIn);

    const standIns = new Map([
      [brian, hilda],
      [alvin, ivan],
    ]);

    const world = new BlockWorld(
      tribe,
      brian,
      alvin,
      clarie,
      goal.body.id,
      partnershipId,
      {
        groupId: await conversation(clarie, [brian, alvin], 'Trip'),
        directId: await conversation(brian, [alvin]),
      },
      standIns,
    );

    for (const person of [brian, alvin]) await world.appear(person);
    await world.checkIn(brian, alvin);
    await world.checkIn(alvin, brian);
    await tribe.settled();

    return world;
  }

  /** Comes online and contributes to the goal with a note. */
  private async appear(person: Person): Promise<void> {
    await person.socket();
    const body = { amount: 5, note: `note of ${person.username}` };
    const { status } = await person.post(`/api/v1/goals/${this.goalId}/contributions`, body);
    expect(status).toBe(201);
  }

  /** Checks in, which notifies the partner, whose reaction and comment notify the owner. */
  private async checkIn(owner: Person, partner: Person): Promise<void> {
    const path = `/api/v1/shared/checkin/${await newCheckin(owner)}`;
    const reaction = await partner.put(`${path}/reaction`, { emoji: '👏' });
    const comment = await partner.post(`${path}/comments`, { content: 'Well done' });
    expect([reaction.status, comment.status]).toEqual([200, 201]);
  }

  /** Returns a user with a friend in common with the other's stand-in, but no friendship. */
  standInOf(person: Person): Person {
    return this.standIns.get(person) ?? person;
  }

  /** Blocks, also between the stand-ins. */
  async block(by: Person, other: Person): Promise<void> {
    if (this.standIns.has(by)) await this.block(this.standInOf(by), this.standInOf(other));
    expect((await by.post(blockedUsers, { user_id: other.id })).status).toBe(201);
  }

  async unblock(by: Person, other: Person): Promise<void> {
    if (this.standIns.has(by)) await this.unblock(this.standInOf(by), this.standInOf(other));
    expect((await by.delete(`${blockedUsers}/${other.id}`)).status).toBe(204);
    await this.tribe.settled();
  }

  /** Returns whether a response is identical to the response for an unknown user. */
  async equalsUnknown(
    answer: ApiResponse<Loose>,
    requestUnknown: () => Promise<ApiResponse<Loose>>,
  ): Promise<boolean> {
    const unknown = await requestUnknown();
    const comparable = ({ status, body }: ApiResponse<Loose>) =>
      JSON.stringify([status, { ...body, request_id: '', instance: '' }]).replaceAll(
        /[0-9a-f-]{36}/g,
        'id',
      );
    return comparable(answer) === comparable(unknown);
  }

  settled(options?: { timeoutMs: number }): Promise<void> {
    return this.tribe.settled(options);
  }

  async watch(socket: SocketClient, goalId: string): Promise<void> {
    expect(await socket.request('subscribe', { channel: 'goal', goal_id: goalId })).toEqual({
      ok: true,
    });
  }

  /**
   * Contributes as `person`, then as Clarie, and waits for the push about Clarie. Because pushes about a goal are in
   * order, a push about `person` that has not arrived by then was not sent.
   */
  async contributesThenClarie(
    person: Person,
    hasReceived: (amount: number) => boolean,
  ): Promise<void> {
    await contribute(person, this.goalId, ++this.amount);
    await this.tribe.settled();
    const marker = 1_000 + ++this.amount;
    await contribute(this.clarie, this.goalId, marker);
    await this.tribe.settled();
    await eventually(() => hasReceived(marker));
  }

  /** Like {@link contributesThenClarie}, with check-ins. */
  async checksInThenClarie(person: Person, hasReceived: () => boolean): Promise<void> {
    await newCheckin(person);
    await this.tribe.settled();
    await newCheckin(this.clarie);
    await this.tribe.settled();
    await eventually(hasReceived);
  }
}

/** Checks in with a new system, and returns the id of the check-in. */
async function newCheckin(owner: Person): Promise<string> {
  const system = await owner.post('/api/v1/systems', { title: 'Read' });

  const { status, body } = await owner.post(`/api/v1/systems/${system.body.id}/checkins`, {
    client_id: 'phone-1',
    checked_in_at: new Date().toISOString(),
  });

  expect(status).toBe(201);

  return body.id;
}

async function partnership(inviter: Person, partner: Person): Promise<string> {
  const invitation = { kind: 'accountability', user_id: partner.id };
  const { id } = (await inviter.post('/api/v1/partnerships', invitation)).body;
  expect((await partner.put(`/api/v1/partnerships/${id}/accept`)).status).toBe(200);

  return id;
}

async function conversation(by: Person, others: Person[], name?: string): Promise<string> {
  const { status, body } = await by.post('/api/v1/conversations', {
    conversation_type: name === undefined ? 'direct' : 'group',
    participant_ids: others.map(({ id }) => id),
    ...(name !== undefined && { name }),
  });
  expect(status).toBe(201);

  return body.id;
}

async function friendsOfEachOther(tribe: Tribe): Promise<[Person, Person, Person]> {
  const [brian, alvin, clarie] = [
    await tribe.person('brian'),
    await tribe.person('alvin'),
    await tribe.person('clarie'),
  ];

  await tribe.settled();
  await tribe.befriend(brian, alvin);
  await tribe.befriend(brian, clarie);
  await tribe.befriend(alvin, clarie);
  await tribe.settled();

  return [brian, alvin, clarie];
}

export function notificationsAbout(notifications: Loose[], person: Person): Loose[] {
  return notifications.filter(
    ({ related_user, message }) =>
      related_user?.id === person.id || message.includes(person.fullName),
  );
}

/** Returns the `notification.new` pushes that name a person, optionally with an amount. */
export function pushesAbout(socket: SocketClient, person: Person, amount?: number): Loose[] {
  return socket.received
    .filter(({ event }) => event === 'notification.new')
    .map(({ payload }) => (payload as Loose).notification)
    .filter(({ message }) => message.includes(person.fullName))
    .filter(
      ({ message }) => amount === undefined || message.replaceAll(',', '').includes(`${amount}.00`),
    );
}

/** Returns the updates of systems and the notifications about check-ins of a person, from a position on. */
export function checkinsBy(socket: SocketClient, person: Person, from: number): Loose[] {
  return socket.received.slice(from).filter(({ event, payload }) => {
    const { user_id: userId, update_type: type, notification } = payload as Loose;
    if (event === 'system.update') return userId === person.id && type === 'checkin';

    const isCheckin =
      event === 'notification.new' && notification.notification_type === 'partner_checkin';

    return isCheckin && notification.message.includes(person.fullName);
  });
}

/** Returns the `goal.update` pushes about contributions of a person. */
export function updatesBy(socket: SocketClient, person: Person, amount?: number): Loose[] {
  return socket.received
    .filter(({ event }) => event === 'goal.update')
    .map(({ payload }) => payload as Loose)
    .filter(({ data }) => data.user?.username === person.username)
    .filter(({ data }) => amount === undefined || data.amount === amount);
}

/** The sequences of the updates of goals that a socket has received. */
export function sequencesOf(socket: SocketClient): number[] {
  return socket.received
    .filter(({ event }) => event === 'goal.update')
    .map(({ payload }) => (payload as { sequence: number }).sequence);
}
