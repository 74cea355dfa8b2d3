import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  ConversationAccessService,
  PartnershipActivatedSchema,
  PartnershipDissolvedSchema,
  PartnershipKind,
  PartnershipPausedSchema,
  PartnershipResumedSchema,
  PartnershipSnapshottedSchema,
  PartnershipStatus,
  RelationService,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
/** The answer of social-graph about two users, before its events arrive. */
let known: { arePartners?: boolean; areHidden?: boolean } = {};
beforeAll(async () => {
  world = await MessagingWorld.start();
  await world.tribe.answerCalls(RelationService.method.getRelations, ({ pairs }) => ({
    relations: pairs.map(() => known),
  }));
});
afterAll(() => world.stop());
beforeEach(() => {
  known = {};
});

const { ACTIVE, DISSOLVED, PAUSED } = PartnershipStatus;
const states = {
  activated: [PartnershipActivatedSchema, ACTIVE],
  paused: [PartnershipPausedSchema, PAUSED],
  resumed: [PartnershipResumedSchema, ACTIVE],
  dissolved: [PartnershipDissolvedSchema, DISSOLVED],
  snapshotted: [PartnershipSnapshottedSchema, ACTIVE],
} as const;

class Pair {
  readonly id = newId();
  private version = 1;

  constructor(
    readonly one: Person,
    readonly other: Person,
  ) {}

  static async of(one: Person, other: Person, state: keyof typeof states = 'activated') {
    const pair = new Pair(one, other);
    await pair.become(state);
    return pair;
  }

  async become(state: keyof typeof states): Promise<void> {
    const [schema, status] = states[state];
    this.version += 1;
    const partnership = {
      id: this.id,
      kind: PartnershipKind.ACCOUNTABILITY,
      initiatorId: this.one.id,
      partnerId: this.other.id,
      status,
      activatedAt: timestampFromDate(new Date(2026, 10, 1, 10, 0, this.version)),
    };
    const event = { entityId: this.id, entityVersion: this.version, data: { partnership } };
    await world.tribe.publishAs('social-graph', eventOf(schema, event));
    await world.tribe.settled();
  }
}

async function conversationsOfPartners(person: Person): Promise<Loose[]> {
  const { body } = await person.get(conversations);
  return body.conversations.filter((each: Loose) => each.conversation_type === 'partnership');
}

let people = 0;

async function strangers(): Promise<[Person, Person]> {
  people += 1;
  const names = [`ezra${people}`, `faith${people}`] as const;
  const [one, other] = await Promise.all(names.map((name) => world.tribe.person(name)));
  await world.tribe.settled();

  return [one!, other!];
}

const say = (person: Person, id: string, content = 'On my way') =>
  person.post(pathOf(id), { content, client_msg_id: newId() });
const refusalOf = ({ status, body }: Loose) => [status, body.code];

describe('the conversation of two partners (MS-14)', () => {
  test('begins with the partnership, for both, and takes their messages although they are no friends', async () => {
    const [ezra, faith] = await strangers();
    const { id: partnershipId } = await Pair.of(ezra, faith);
    const [conversation] = await conversationsOfPartners(ezra);

    expect(conversation).toMatchObject({
      is_group: false,
      participants: [{ user_id: faith.id }],
      participants_count: 2,
      partnership: { id: partnershipId, is_active: true },
    });
    expect((await conversationsOfPartners(faith)).map(({ id }) => id)).toEqual([conversation.id]);
    expect(await world.eventsOf(conversation.id)).toMatchObject([
      { name: 'ConversationCreated', data: { participantIds: [ezra.id, faith.id] } },
    ]);

    await world.send(faith, conversation.id, 'Did you run?');
    await world.send(ezra, conversation.id, 'On my way');
    const { messages } = await world.history(faith, conversation.id);
    expect(messages.map(({ content }: Loose) => content)).toEqual(['On my way', 'Did you run?']);
    expect((await world.dorcas.get(`${conversations}/${conversation.id}`)).status).toBe(404);
  });

  test('is there for earlier partners after a snapshot, once, also when they become partners again', async () => {
    const { brian, alvin } = world;
    const direct = await world.direct(brian, alvin);
    const first = await Pair.of(brian, alvin, 'snapshotted');
    const [conversation] = await conversationsOfPartners(brian);
    await first.become('snapshotted');
    await first.become('dissolved');
    const second = await Pair.of(alvin, brian);

    expect(await conversationsOfPartners(alvin)).toMatchObject([
      { id: conversation.id, partnership: { id: second.id, is_active: true } },
    ]);
    expect(await world.direct(alvin, brian)).toBe(direct);
  });

  test.each(['paused', 'dissolved'] as const)(
    'is readable and refuses messages, edits and reactions when the partnership is %s',
    async (state) => {
      const [ezra, faith] = await strangers();
      const pair = await Pair.of(ezra, faith);
      const [{ id }] = await conversationsOfPartners(ezra);
      const sent = await world.send(ezra, id, 'Did you run?');
      await pair.become(state);
      const before = await world.written();
      const path = `${pathOf(id)}/${sent.id}`;
      const answers = await Promise.all([
        say(faith, id),
        ezra.put(path, { content: 'Did you swim?' }),
        faith.put(`${path}/reactions/${encodeURIComponent('👏')}`),
      ]);

      for (const answer of answers)
        expect(refusalOf(answer)).toEqual([409, 'PARTNERSHIP_NOT_ACTIVE']);
      expect(await world.written()).toBe(before);
      expect((await world.history(faith, id)).messages).toMatchObject([{ id: sent.id }]);
      expect((await world.conversation(faith, id)).partnership.is_active).toBe(false);
    },
  );

  test('takes a message before the event of the resumed partnership has arrived', async () => {
    const [ezra, faith] = await strangers();
    const pair = await Pair.of(ezra, faith);
    const [{ id }] = await conversationsOfPartners(ezra);
    await pair.become('paused');
    expect((await say(ezra, id)).status).toBe(409);
    known = { arePartners: true };
    expect((await say(ezra, id)).status).toBe(201);
  });

  test('is readable after a block, and the partner does not exist for new messages', async () => {
    const [ezra, faith] = await strangers();
    await Pair.of(ezra, faith);
    const [{ id }] = await conversationsOfPartners(ezra);
    await world.send(ezra, id, 'Did you run?');
    await world.block(faith, ezra);
    known = { areHidden: true };
    const before = await world.written();

    expect(refusalOf(await say(ezra, id))).toEqual([404, 'USER_NOT_FOUND']);
    expect(await world.written()).toBe(before);
    expect((await world.history(faith, id)).messages).toMatchObject([{ content: 'Did you run?' }]);
  });

  test('has no other participants, is archived by its deletion, and no user can create one', async () => {
    const [ezra, faith] = await strangers();
    await Pair.of(ezra, faith);
    const [{ id }] = await conversationsOfPartners(ezra);
    const path = `${conversations}/${id}`;
    const added = await ezra.post(`${path}/participants`, { participant_ids: [world.brian.id] });
    expect(refusalOf(added)).toEqual([409, 'CONVERSATION_NOT_GROUP']);
    expect((await ezra.delete(path)).status).toBe(204);
    expect(await conversationsOfPartners(ezra)).toEqual([]);
    expect(await conversationsOfPartners(faith)).toMatchObject([{ id }]);

    const body = { conversation_type: 'partnership', participant_ids: [faith.id] };
    expect((await ezra.post(conversations, body)).status).toBe(422);
  });

  test('is not created for a partner whose account is closed', async () => {
    const [ezra, faith] = await strangers();
    await world.closeAccount(faith);
    await Pair.of(ezra, faith, 'snapshotted');
    expect(await conversationsOfPartners(ezra)).toEqual([]);
  });

  test('begins when the partner opens the account again that was closed at the time of the partnership', async () => {
    const [ezra, faith] = await strangers();
    await world.closeAccount(faith);
    await Pair.of(ezra, faith);
    expect(await conversationsOfPartners(ezra)).toEqual([]);
    await world.openAccount(faith);
    const [conversation] = await conversationsOfPartners(ezra);
    expect(await conversationsOfPartners(faith)).toMatchObject([{ id: conversation.id }]);
    await world.send(faith, conversation.id, 'I am back');
  });

  test('gives a right to share a location there only while the partnership is active', async () => {
    const [ezra, faith] = await strangers();
    const pair = await Pair.of(ezra, faith);
    const [{ id: conversationId }] = await conversationsOfPartners(ezra);
    const request = { conversationId, userId: ezra.id, forSending: true };
    const rpc = (await world.tribe.rpcAs('realtime')).client(ConversationAccessService);
    const active = await rpc.checkConversationAccess(request);
    await pair.become('dissolved');
    const ended = await rpc.checkConversationAccess(request);
    expect([active, ended]).toMatchObject([
      { allowed: true, sendingRefused: false },
      { allowed: true, sendingRefused: true },
    ]);
  });
});
