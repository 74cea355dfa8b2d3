import { randomUUID } from 'node:crypto';
import { ProfileVisibility, UserSnapshottedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block, unblock } from '../block/block.test-support';
import { Circle } from '../friend/friend.test-support';
import { searchTerms } from '../people/search-terms.rules';

let tribe: Tribe;
let circle: Circle;
let members = 0;
let brian: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian] = (await circle.people(1)) as [Person];
});

interface State {
  readonly version?: number;
  readonly isActive?: boolean;
  readonly visibility?: ProfileVisibility;
}

/** Publishes a user, as identity does. */
function announce(
  id: string,
  username: string,
  fullName: string,
  state: State = {},
): Promise<void> {
  const { version = 2, isActive = true, visibility = ProfileVisibility.FRIENDS_ONLY } = state;
  const data = {
    user: { id, username, fullName },
    isActive,
    privacy: {
      profileVisibility: visibility,
      onlineStatusVisible: true,
      appearInSuggestions: true,
    },
  };
  return tribe.publishAs(
    'identity',
    eventOf(UserSnapshottedSchema, { entityId: id, entityVersion: version, data }),
  );
}

/** A user with a card and nothing else in the service. */
async function stranger(username: string, fullName: string, state?: State): Promise<string> {
  const id = randomUUID();
  await announce(id, username, fullName, state);
  await tribe.settled();
  return id;
}

async function found(by: Person, q: string, query = ''): Promise<string[]> {
  const { body } = await by.get(`/api/v1/users/search?q=${encodeURIComponent(q)}${query}`);
  return body.users.map(({ id }: { id: string }) => id);
}

describe('search results', () => {
  test('finds users by the beginning of any word of the full name or username, ignoring case and accents', async () => {
    const id = await stranger('eloise.durand', 'Éloïse Ørsted-Łukasz');
    for (const q of [
      'eloise',
      'ÉLOÏ',
      'durand',
      'orst',
      'lukasz',
      'el or',
      '@eloise.durand',
      'Éloïse Ørsted',
    ])
      expect([q, await found(brian, q)]).toEqual([q, [id]]);
    for (const q of ['eloise nobody', 'lois']) expect([q, await found(brian, q)]).toEqual([q, []]);
  });

  test.each([
    ['राम शर्मा', 'राम', 'रम'],
    ['रोम', 'रोम', 'रम'],
    ['प्रिया सिंह', 'सिंह', 'संह'],
    ['সুমি', 'সুমি', 'সমি'],
    ['ప్రియ', 'ప్రియ', 'పరియ'],
    ['パパ', 'パパ'.normalize('NFD'), 'ハハ'],
    ['パパ'.normalize('NFD'), 'パパ', 'ハハ'],
    ['葛\u{e0100}城', '葛城', '葛西'],
    ['สุดา', 'สุดา', 'สดา'],
    ['مُحَمَّد', 'محمد', 'محمود'],
    ['محمد', 'مُحَمَّد', 'مَحمود'],
    ['שלום', 'שָׁלוֹם', 'שלמה'],
    ['שָׁלוֹם', 'שלום', 'שלמה'],
    ['בן\u05beדוד', 'דוד', 'דן'],
    ['İpek Işıl', 'ipek isil', 'apek'],
    ['Strauß', 'STRAUß', 'weber'],
    ['Nguyễn', 'nguyen', 'tran'],
    ['李小龙', '李', '王'],
    ['武〇天', '武〇天', '王〇天'],
    ['José Đặng', 'jose dang', 'jase'],
  ])('finds %s by %s and not by %s', async (name, query, other) => {
    const id = await stranger(`member.${(members += 1)}`, name);
    expect(await found(brian, query)).toContain(id);
    expect(await found(brian, other)).not.toContain(id);
  });

  test('finds only the user whose name has the same vowels when both names exist', async () => {
    const ram = await stranger('sharma.1', 'राम शर्मा');
    const other = await stranger('sharma.2', 'रम शर्मा');
    expect(await found(brian, 'राम शर्मा')).not.toContain(other);
    expect(await found(brian, 'राम शर्मा')).toContain(ram);
    expect(await found(brian, 'रम शर्मा')).toEqual([other]);
  });

  test('the database writes names as the service writes searches', async () => {
    const everyMark = Array.from({ length: 0xf0000 }, (_, code) => String.fromCodePoint(code))
      .filter((character) => /\p{M}/u.test(character))
      .map((mark) => `a${mark}b`);
    const names = [
      ...everyMark,
      'राम शर्मा',
      'সুমি',
      'ప్రియ',
      'パパ',
      'パパ'.normalize('NFD'),
      'مُحَمَّد',
      'สุดา',
      'Nguyễn',
      'İpek Işıl',
      'Strauß',
      'בן\u05beדוד',
      '葛\u{e0100}城',
      'Ann \u2764\ufe0f',
      'Abel \u1369',
      'Ⅳ ½',
    ];
    const rows = await circle.rows(
      'SELECT name, search_key(name) AS key FROM unnest($1::text[]) AS name',
      [names],
    );
    // Composed again, because Postgres does not decompose letters that are younger than itself.
    const composed = (words: string[]) => new Set(words.map((word) => word.normalize('NFC')));
    const written = rows.map(({ name, key }) => [name, composed(String(key).trim().split(' '))]);
    expect(written).toEqual(names.map((name) => [name, composed(searchTerms(name))]));
  });

  test('finds users with names spelled alike when no user matches, the most similar first', async () => {
    const [kiplagat, kiplagatan] = [
      await stranger('e.kiplagat', 'Edna Kiplagat'),
      await stranger('k.kiplagatan', 'Koros Kiplagatan'),
    ];
    const search = async (q: string) => (await brian.get(`/api/v1/users/search?q=${q}`)).body;
    expect(await search('kiplagattan')).toMatchObject({
      spelled_alike: true,
      pagination: { total: 2, has_more: false },
    });
    expect(await found(brian, 'KÍPLAGATTAN')).toEqual([kiplagatan, kiplagat]);
    expect(await search('kiplagat')).toMatchObject({
      spelled_alike: false,
      users: [{ id: kiplagat }, { id: kiplagatan }],
    });
    expect(await search('qwertyuiop')).toMatchObject({
      spelled_alike: false,
      users: [],
      pagination: { total: 0 },
    });
    expect(await found(brian, 'kiplagattan', '&page=2')).toEqual([]);
    await announce(kiplagat, 'e.kiplagat', 'Edna Kiplagat', {
      version: 3,
      visibility: ProfileVisibility.PRIVATE,
    });
    await tribe.settled();
    await block(brian, { id: kiplagatan } as Person);
    expect(await found(brian, 'kiplagattan')).toEqual([]);
  });

  test('returns whether the user is a friend and the number of mutual friends', async () => {
    const [alvin, clarie] = (await circle.people(2)) as [Person, Person];
    await circle.befriend(brian, alvin);
    await circle.befriend(alvin, clarie);
    await announce(clarie.id, 'zuleika77', 'Zuleika Otieno');
    await tribe.settled();
    const { status, body } = await brian.get('/api/v1/search/users?q=zuleika');
    expect(status).toBe(200);
    expect(body.users).toEqual([
      {
        id: clarie.id,
        username: 'zuleika77',
        full_name: 'Zuleika Otieno',
        profile_image_url: null,
        is_friend: false,
        mutual_friends_count: 1,
      },
    ]);
    expect(body.pagination).toMatchObject({ total: 1, has_more: false, next_cursor: null });
  });

  test('lists the user with exactly this username first, then friends, then others by name', async () => {
    const [friend] = (await circle.people(1)) as [Person];
    await circle.befriend(brian, friend);
    const others = [
      await stranger('marvella.b', 'Bea'),
      await stranger('marvella.a', 'Ann'),
      await stranger('marvella', 'Zoe'),
    ];
    await announce(friend.id, 'marvella.z', 'Yann');
    await tribe.settled();
    expect(await found(brian, 'marvella')).toEqual([others[2], friend.id, others[1], others[0]]);
  });

  test('lists every match once, by cursor and by number', async () => {
    const [friend] = (await circle.people(1)) as [Person];
    await circle.befriend(brian, friend);
    await announce(friend.id, 'quentin9', 'Quentin');
    for (let number = 0; number < 6; number++)
      await announce(randomUUID(), `quentin.${number}`, 'Same Name');
    await tribe.settled();
    const all = await found(brian, 'quentin');
    expect([new Set(all).size, all[0]]).toEqual([7, friend.id]);
    const walked: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await brian.get(`/api/v1/users/search?q=quentin&limit=2${cursor}`);
      walked.push(...body.users.map(({ id }: { id: string }) => id));
      expect(body.pagination.total).toBe(7);
      if (!body.pagination.has_more) break;
      cursor = `&cursor=${body.pagination.next_cursor}`;
    }
    expect(walked).toEqual(all);
    expect(await found(brian, 'quentin', '&limit=3&page=2')).toEqual(all.slice(3, 6));
  });

  test('lists other users by their best matching word, each once', async () => {
    const longer = await stranger('a.tobiasson', 'Ann Tobiasson');
    const exact = await stranger('z.tobias', 'Tobias Tobiasz');
    expect(await found(brian, 'tobias')).toEqual([exact, longer]);
    expect(await found(brian, 'tobias tobiasz')).toEqual([exact]);
    expect(await found(brian, 'tobias', '&limit=1&page=2')).toEqual([longer]);
  });

  test('pages lead to the last match, and the total stops at 500', async () => {
    await circle.rows(
      `INSERT INTO user_cards (user_id, username, full_name, is_active, version)
       SELECT gen_random_uuid(), 'crowd' || n, 'Crowded Crowd', true, 1 FROM generate_series(1, 620) AS n`,
    );
    const walked = new Set<string>();
    for (let cursor = '', pages = 1; ; pages += 1) {
      const { body } = await brian.get(`/api/v1/users/search?q=crowd&limit=100${cursor}`);
      for (const { id } of body.users) walked.add(id);
      expect(body.pagination.total).toBeLessThanOrEqual(500);
      if (!body.pagination.has_more) {
        expect([pages, walked.size]).toEqual([7, 620]);
        return;
      }
      cursor = `&cursor=${body.pagination.next_cursor}`;
    }
  });

  test('finds a user by the new name and not by the old name', async () => {
    const id = await stranger('olivia', 'Olivia Wanjiru');
    await announce(id, 'olivia', 'Olivia Kamau', { version: 3 });
    await tribe.settled();
    expect([await found(brian, 'kamau'), await found(brian, 'wanjiru')]).toEqual([[id], []]);
  });
});

describe('users who are not found', () => {
  test('the caller and users with closed accounts', async () => {
    await stranger('ghostly', 'Gone', { isActive: false });
    expect(await found(brian, 'ghostly')).toEqual([]);
    expect(await found(brian, brian.username)).not.toContain(brian.id);
  });

  test('users hidden from each other, until the block is lifted', async () => {
    const [alvin] = (await circle.people(1)) as [Person];
    await announce(alvin.id, 'valerian', 'Valerian');
    await announce(brian.id, 'waldemar', 'Waldemar');
    await tribe.settled();
    await block(alvin, brian);
    expect([await found(brian, 'valerian'), await found(alvin, 'waldemar')]).toEqual([[], []]);
    await unblock(alvin, brian);
    expect([await found(brian, 'valerian'), await found(alvin, 'waldemar')]).toEqual([
      [alvin.id],
      [brian.id],
    ]);
  });

  test('users with a private profile, except by friends', async () => {
    const [friend, other] = (await circle.people(2)) as [Person, Person];
    await circle.befriend(brian, friend);
    await announce(friend.id, 'xenophon', 'Xenophon', { visibility: ProfileVisibility.PRIVATE });
    await tribe.settled();
    expect([await found(brian, 'xenophon'), await found(other, 'xenophon')]).toEqual([
      [friend.id],
      [],
    ]);
    await announce(friend.id, 'xenophon', 'Xenophon', { version: 3 });
    await tribe.settled();
    expect(await found(other, 'xenophon')).toEqual([friend.id]);
  });
});

describe('search of friends', () => {
  const search = (by: Person, q: string, query = '') =>
    by.get(`/api/v1/friends/search?q=${encodeURIComponent(q)}${query}`);

  test('finds friends of the caller only, sorted by name, page by page', async () => {
    const friends = (await circle.people(3)) as [Person, Person, Person];
    for (const [index, friend] of friends.entries()) {
      await circle.befriend(brian, friend);
      await announce(friend.id, `ursula.${3 - index}`, 'Ursula');
    }
    await stranger('ursula.9', 'Ursula');
    const byName = friends.map(({ id }) => id).toReversed();
    const { body } = await search(brian, 'ursula', '&limit=2');
    expect(body.friends.map(({ id }: { id: string }) => id)).toEqual(byName.slice(0, 2));
    expect(body.friends[0]).toMatchObject({ is_online: false, mutual_friends_count: 0 });
    expect(body.pagination).toMatchObject({ total: 3, total_pages: 2 });
    const second = await search(brian, 'ursula', `&limit=2&cursor=${body.pagination.next_cursor}`);
    expect(second.body.friends.map(({ id }: { id: string }) => id)).toEqual(byName.slice(2));
  });

  test('finds a friend by a name with vowel signs, and not by another vowel', async () => {
    const [friend] = (await circle.people(1)) as [Person];
    await circle.befriend(brian, friend);
    await announce(friend.id, 'ramesh.s', 'राम शर्मा');
    await tribe.settled();
    expect((await search(brian, 'राम')).body.friends).toMatchObject([{ id: friend.id }]);
    expect((await search(brian, 'रम शर्मा')).body.friends).toEqual([]);
  });

  test('does not find a blocked friend', async () => {
    const [friend] = (await circle.people(1)) as [Person];
    await circle.befriend(brian, friend);
    await announce(friend.id, 'theophil', 'Theophil');
    await tribe.settled();
    await block(friend, brian);
    expect((await search(brian, 'theophil')).body.friends).toEqual([]);
  });
});

test.each([
  '',
  'q=',
  'q=a',
  'q=%20%20',
  'q=%25%25',
  `q=${'x'.repeat(101)}`,
  'q=anna&limit=0',
  'q=anna&cursor=none',
])('refuses the query ?%s', async (query) => {
  for (const path of ['users/search', 'search/users', 'friends/search']) {
    const { status, body } = await brian.get(`/api/v1/${path}?${query}`);
    expect([status, body.code]).toEqual(
      query.includes('cursor') ? [400, 'CURSOR_INVALID'] : [422, 'VALIDATION_FAILED'],
    );
  }
});

test.each([
  "' OR '1'='1",
  '%00',
  '../../etc/passwd',
  '100%_off',
  'a'.repeat(100),
  'ﷺﷺﷺ',
  '👩‍👩‍👧 zzyzx',
  '{"$gt":""}',
])('treats the search for %s as plain text', async (q) => {
  for (const path of ['users/search', 'friends/search']) {
    const { status, body } = await brian.get(`/api/v1/${path}?q=${encodeURIComponent(q)}`);
    expect([status, body.users ?? body.friends]).toEqual([200, []]);
  }
});

test('answers 401 to a search without a token', async () => {
  for (const path of ['users/search', 'search/users', 'friends/search', 'friends/online'])
    expect((await tribe.client().get(`/api/v1/${path}?q=anna`)).status).toBe(401);
});
