import { Body, Controller, Module, Post } from '@nestjs/common';
import {
  FriendRequestAudience,
  type GetUserCardsRequest,
  MessageAudience,
  ProfileVisibility,
  UserDirectoryService,
  UserErasedSchema,
  UserRegisteredSchema,
  UserSnapshottedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { RpcController, RpcMethod, RpcModule } from '@tribe/rpc';
import {
  commonErrors,
  AppError,
  baseConfig,
  defineService,
  Endpoint,
  id,
  newId,
  Transactions,
} from '@tribe/service-kit';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { z } from 'zod';
import { probe, probeSchema, probeService } from '../probe.test-support';
import { defaultUserCalendar } from './user-calendar';
import { UserCards } from './user-cards';
import { UserCardsModule } from './user-cards.module';
import { defaultUserPrivacy } from './user-privacy';

const cardsModule = UserCardsModule.forService({ durable: 'probe-user-cards-v1' });
const readBody = z.strictObject({ early: id, late: id });

/** Reads a card before and another after a write. */
@Controller('api/v1/cards')
class CardsController {
  constructor(
    private readonly cards: UserCards,
    private readonly transactions: Transactions,
  ) {}

  @Post()
  @Endpoint({
    access: 'public',
    summary: 'Read cards and write',
    body: readBody,
    response: z.object({ early: z.boolean(), late: z.boolean() }),
    status: 201,
  })
  async read(@Body() body: z.infer<typeof readBody>) {
    const isKnown = async (userId: string) => (await this.cards.get([userId])).has(userId);
    const early = await isKnown(body.early);
    await this.transactions.run(({ sql }) => sql.execute('probe_write', 'SELECT 1', []));

    return { early, late: await isKnown(body.late) };
  }
}

@Module({ imports: [cardsModule], controllers: [CardsController] })
class CardsControllerModule {}

const service = probeService([cardsModule, CardsControllerModule]);
const cardsOf = (tribe: Tribe) => tribe.service(probe).app.get(UserCards, { strict: false });
const cardOf = (id: string, fullName: string) => ({ id, username: 'brianokuku', fullName });
const privateSettings = {
  profileVisibility: ProfileVisibility.PRIVATE,
  onlineStatusVisible: false,
  appearInSuggestions: false,
  whoCanSendFriendRequests: FriendRequestAudience.NO_ONE,
  whoCanSendMessages: MessageAudience.FRIENDS_ONLY,
};
const expectedPrivate = {
  profileVisibility: 'private',
  onlineStatusVisible: false,
  appearInSuggestions: false,
  whoCanSendFriendRequests: 'no_one',
  whoCanSendMessages: 'friends_only',
  askBeforeAddingToGoals: false,
};

describe('cards from the events of identity', () => {
  let tribe: Tribe;
  let cards: UserCards;

  beforeAll(async () => {
    tribe = await startTribe({ services: [service], schemas: [probeSchema] });
    cards = cardsOf(tribe);
  });
  afterAll(() => tribe.stop());

  const register = (id: string, fullName: string) =>
    tribe.publishAs(
      'identity',
      eventOf(UserRegisteredSchema, {
        entityId: id,
        entityVersion: 1,
        data: { user: cardOf(id, fullName) },
      }),
    );
  const snapshot = (id: string, version: number, fullName: string, isActive = true) =>
    tribe.publishAs(
      'identity',
      eventOf(UserSnapshottedSchema, {
        entityId: id,
        entityVersion: version,
        data: { user: cardOf(id, fullName), isActive },
      }),
    );

  const update = (
    id: string,
    version: number,
    data: { fullName?: string; isActive?: boolean; privacy?: object; locale?: object },
  ) =>
    tribe.publishAs(
      'identity',
      eventOf(UserUpdatedSchema, {
        entityId: id,
        entityVersion: version,
        data: {
          user: cardOf(id, data.fullName ?? 'Brian Okuku'),
          isActive: data.isActive ?? true,
          ...(data.privacy && { privacy: data.privacy }),
          ...(data.locale && { locale: data.locale }),
        },
      }),
    );

  test('a registered user has a card', async () => {
    const id = newId();
    await tribe.announceUser({
      id,
      username: 'brianokuku',
      fullName: 'Brian Okuku',
      profileImageUrl: 'https://cdn.example.com/b.jpg',
    });
    await tribe.settled();
    expect(await cards.require(id)).toEqual({
      id,
      username: 'brianokuku',
      fullName: 'Brian Okuku',
      profileImageUrl: 'https://cdn.example.com/b.jpg',
      privacy: defaultUserPrivacy,
      calendar: defaultUserCalendar,
    });
  });

  test('the newest version wins when events are repeated and out of order', async () => {
    const id = newId();
    await snapshot(id, 3, 'Third name');
    await register(id, 'First name');
    await snapshot(id, 2, 'Second name');
    await snapshot(id, 3, 'Third name');
    await register(id, 'First name');
    await tribe.settled();
    expect((await cards.require(id)).fullName).toBe('Third name');
  });

  test('an inactive user has no card', async () => {
    const id = newId();
    await register(id, 'Brian Okuku');
    await snapshot(id, 2, 'Brian Okuku', false);
    await tribe.settled();
    expect((await cards.get([id])).size).toBe(0);
    await expect(cards.require(id)).rejects.toThrow(new AppError(commonErrors.USER_NOT_FOUND));
  });

  test('the privacy of a card follows the settings of the user', async () => {
    const id = newId();
    await register(id, 'Brian Okuku');
    await update(id, 2, { fullName: 'Brian O.', privacy: privateSettings });
    await tribe.settled();
    expect(await cards.require(id)).toMatchObject({
      fullName: 'Brian O.',
      privacy: expectedPrivate,
    });
    const open = {
      profileVisibility: ProfileVisibility.EVERYONE,
      whoCanSendMessages: MessageAudience.EVERYONE,
      askBeforeAddingToGoals: true,
    };
    await update(id, 3, { privacy: { ...privateSettings, ...open } });
    await tribe.settled();
    expect((await cards.require(id)).privacy).toEqual({
      ...expectedPrivate,
      profileVisibility: 'everyone',
      whoCanSendMessages: 'everyone',
      askBeforeAddingToGoals: true,
    });
  });

  test('the date of a user follows their time zone and the start of their day', async () => {
    const id = newId();
    const todayAt = (time: string) => cards.todayOf(id, new Date(time));
    await register(id, 'Brian Okuku');
    await tribe.settled();
    expect(await todayAt('2026-11-27T13:38:00Z')).toEqual(new Date('2026-11-27'));
    const locale = { timezone: 'Pacific/Kiritimati', dayStartsAtMinute: 240 };
    await update(id, 2, { locale });
    await tribe.settled();
    expect(await todayAt('2026-11-27T13:38:00Z')).toEqual(new Date('2026-11-27'));
    expect(await todayAt('2026-11-27T14:00:00Z')).toEqual(new Date('2026-11-28'));
  });

  test('the date of an unknown user is the date in UTC', async () => {
    const now = new Date('2026-11-27T23:59:00Z');
    expect(await cards.todayOf(newId(), now)).toEqual(new Date('2026-11-27'));
  });

  test('the newest privacy wins when events are repeated, out of order or before the registration', async () => {
    const id = newId();
    await update(id, 5, { privacy: privateSettings });
    await register(id, 'Brian Okuku');
    await update(id, 4, {
      privacy: { ...privateSettings, profileVisibility: ProfileVisibility.EVERYONE },
    });
    await update(id, 5, { privacy: privateSettings });
    await snapshot(id, 3, 'An old replay');
    await tribe.settled();
    expect(await cards.require(id)).toMatchObject({
      fullName: 'Brian Okuku',
      privacy: expectedPrivate,
    });
  });

  test('missing privacy means the defaults, and unknown values mean the most private setting', async () => {
    const [old, future] = [newId(), newId()];
    await update(old, 2, {});
    await update(future, 2, {
      privacy: {
        ...privateSettings,
        profileVisibility: 99,
        whoCanSendFriendRequests: 99,
        whoCanSendMessages: 99,
      },
    });
    await tribe.settled();
    expect((await cards.require(old)).privacy).toEqual(defaultUserPrivacy);
    expect((await cards.require(future)).privacy).toEqual(expectedPrivate);
  });

  test('a deactivated user has no card until a later version reactivates them, regardless of late events', async () => {
    const id = newId();
    await register(id, 'Brian Okuku');
    await update(id, 3, { isActive: false });
    await update(id, 2, { isActive: true });
    await tribe.settled();
    expect((await cards.get([id])).size).toBe(0);
    await update(id, 4, { isActive: true });
    await tribe.settled();
    expect((await cards.require(id)).fullName).toBe('Brian Okuku');
  });

  test('an erased user has no card and no name, and no older event restores it', async () => {
    const id = newId();
    await register(id, 'Brian Okuku');
    const data = { userId: id, erasureId: newId() };
    await tribe.publishAs(
      'identity',
      eventOf(UserErasedSchema, { entityId: id, entityVersion: 5, data }),
    );
    await snapshot(id, 4, 'Brian Okuku');
    await tribe.settled();
    expect((await cards.get([id])).size).toBe(0);
    const { rows } = await (
      await tribe.db(probe)
    ).query('SELECT username, full_name, is_active FROM user_cards WHERE user_id = $1', [id]);
    expect(rows).toEqual([{ username: '', full_name: '', is_active: false }]);
  });

  test('snapshots refill an emptied table', async () => {
    const ids = [newId(), newId()];
    for (const id of ids) await register(id, 'Before');
    await tribe.settled();
    await (await tribe.db(probe)).query('DELETE FROM user_cards');
    for (const id of ids) await snapshot(id, 1, 'After');
    await tribe.settled();
    expect([...(await cards.get(ids)).values()].map(({ fullName }) => fullName)).toEqual([
      'After',
      'After',
    ]);
  });

  test('an unknown user has no card while identity does not answer', async () => {
    const known = newId();
    await register(known, 'Brian Okuku');
    await tribe.settled();
    expect([...(await cards.get([known, newId(), known])).keys()]).toEqual([known]);
    await expect(cards.require(newId())).rejects.toThrow(new AppError(commonErrors.USER_NOT_FOUND));
  });

  test('returns an empty map for no ids and refuses more than 5000', async () => {
    expect(await cards.get([])).toEqual(new Map());
    await expect(cards.get(Array.from({ length: 5_001 }, newId))).rejects.toThrow(RangeError);
  });
});

describe('cards fetched from identity', () => {
  /** Users known to identity, and the requests it received. */
  const users = new Map<string, { fullName: string; version: bigint }>();
  const requests: string[][] = [];
  const settings = { privacy: privateSettings, locale: { timezone: 'Africa/Nairobi' } };
  let beforeResponse: (() => Promise<void>) | undefined;

  @RpcController()
  class UserDirectoryRpc {
    @RpcMethod(UserDirectoryService.method.getUserCards)
    async getUserCards({ userIds }: GetUserCardsRequest) {
      requests.push(userIds);
      await beforeResponse?.();
      return {
        cards: userIds.flatMap((id) => {
          const user = users.get(id);
          return user
            ? [{ user: cardOf(id, user.fullName), version: user.version, ...settings }]
            : [];
        }),
      };
    }
  }

  @Module({ imports: [RpcModule], controllers: [UserDirectoryRpc] })
  class DirectoryModule {}

  const directory = defineService({
    name: 'identity',
    module: DirectoryModule,
    config: baseConfig,
  });
  let tribe: Tribe;
  let cards: UserCards;

  beforeAll(async () => {
    tribe = await startTribe({ services: [directory, service], schemas: [probeSchema] });
    cards = cardsOf(tribe);
    const first = knownToIdentity('First');
    await eventually(() => cards.require(first));
  });
  afterAll(() => tribe.stop());
  beforeEach(() => {
    requests.splice(0);
    beforeResponse = undefined;
  });

  function knownToIdentity(fullName: string, version = 1n): string {
    const id = newId();
    users.set(id, { fullName, version });
    return id;
  }

  const stored = async (id: string) => {
    const { rows } = await (
      await tribe.db(probe)
    ).query('SELECT full_name, version FROM user_cards WHERE user_id = $1', [id]);
    return rows[0];
  };

  test('a request with an Idempotency-Key asks for new users before its first write, and not while it holds locks', async () => {
    const [early, late] = [knownToIdentity('Early'), knownToIdentity('Late')];
    const headers = { 'idempotency-key': newId() };
    const url = `${tribe.service(probe).url}/api/v1/cards`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ early, late }),
    });
    expect([answer.status, await answer.json()]).toEqual([201, { early: true, late: false }]);
    expect(requests).toEqual([[early]]);
  });

  test('fetches the card of a new user once and stores it', async () => {
    const id = knownToIdentity('Brian Okuku', 4n);
    expect(await cards.require(id)).toMatchObject({
      fullName: 'Brian Okuku',
      privacy: expectedPrivate,
    });
    expect(await stored(id)).toEqual({ full_name: 'Brian Okuku', version: '4' });
    expect(await cards.require(id)).toMatchObject({
      privacy: expectedPrivate,
      calendar: { timezone: 'Africa/Nairobi', dayStartsAtMinute: 0 },
    });
    expect(requests).toEqual([[id]]);
  });

  test('fetches only missing cards, at most 100 per request', async () => {
    const known = knownToIdentity('Known');
    await cards.require(known);
    requests.splice(0);
    const unknown = Array.from({ length: 230 }, (_, index) => knownToIdentity(`Number ${index}`));
    const found = await cards.get([known, ...unknown]);
    expect(found.size).toBe(231);
    expect(requests.map((ids) => ids.length).toSorted((a, b) => a - b)).toEqual([30, 100, 100]);
    expect(requests.flat()).not.toContain(known);
  });

  test('an older response does not overwrite a newer event', async () => {
    const id = knownToIdentity('Old name', 1n);
    const database = await tribe.db(probe);
    beforeResponse = async () => {
      await database.query(
        `INSERT INTO user_cards VALUES ($1, 'brianokuku', 'New name', NULL, true, 2)`,
        [id],
      );
    };
    await cards.get([id]);
    expect(await stored(id)).toEqual({ full_name: 'New name', version: '2' });
  });

  test('concurrent calls for the same users all get the cards', async () => {
    const ids = [knownToIdentity('One'), knownToIdentity('Two')];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => cards.get(index % 2 ? ids : ids.toReversed())),
    );
    expect(answers.every(({ size }) => size === 2)).toBe(true);
  });

  test('refuses to call identity inside a transaction', async () => {
    const transactions = tribe.service(probe).app.get(Transactions);
    const id = knownToIdentity('Brian Okuku');
    await expect(transactions.run(() => cards.get([id]))).rejects.toThrow('inside a transaction');
  });
});
