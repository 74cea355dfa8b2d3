import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';

const rowsPerCopy = 200_000;
const friendshipsPerPerson = 20;
/** Number of users with the maximum number of friends. */
const popularPeople = 10;
const maxFriends = 5_000;
const goalKinds = 8;
const loadedAt = '2024-06-01T00:00:00Z';
const tables = [
  'friendships',
  'friend_request_log',
  'user_cards',
  'searchable_words',
  'blocked_users',
  'contact_matches',
  'known_goals',
  'goal_members',
  'tribes',
  'tribe_members',
  'friend_suggestions',
  'suggestion_refreshes',
];
const syllables = [
  'ka',
  'ri',
  'mo',
  'len',
  'ta',
  'bra',
  'shi',
  'vo',
  'du',
  'nel',
  'cha',
  'wan',
  'ji',
  'ru',
  'os',
  'el',
];

export interface LoadedPerson {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
}

/** Pseudo-random numbers that are the same in every run. */
class Chance {
  private state = 42;

  /** Returns a number from 0 (inclusive) to 1 (exclusive). */
  next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }

  word(parts: number): string {
    return Array.from(
      { length: parts },
      () => syllables[Math.floor(this.next() * syllables.length)],
    ).join('');
  }
}

/**
 * Fills social-graph with COPY. Users have twenty friendships on average, skewed; ten users have 5,000 (or a fifth of
 * all users, with fewer than 25,000 users). Each user has three of four goals and a tribe of twenty, has blocked a
 * user, and has three contacts and five suggestions.
 */
export async function loadGraph(client: Client, people: number): Promise<LoadedPerson[]> {
  const chance = new Chance();

  await client.query(
    `TRUNCATE ${tables.map((table) => `social_graph.${table}`).join(', ')} CASCADE`,
  );

  const loaded = Array.from({ length: people }, (_, index): LoadedPerson => {
    const [first, last] = [chance.word(2), chance.word(3)];
    return { id: randomUUID(), username: `${first}.${last}${index}`, fullName: `${first} ${last}` };
  });

  const cards = loaded.map(
    ({ id, username, fullName }) => `${id}\t${username}\t${fullName}\tt\t1\n`,
  );

  await copy(
    client,
    'social_graph.user_cards (user_id, username, full_name, is_active, version)',
    cards,
  );

  await copyFriendships(client, chance, loaded);
  await copyGroups(client, chance, loaded);
  await copyBlocksAndSuggestions(client, chance, loaded);
  for (const table of tables) await client.query(`VACUUM ANALYZE social_graph.${table}`);

  return loaded;
}

async function copyFriendships(
  client: Client,
  chance: Chance,
  people: readonly LoadedPerson[],
): Promise<void> {
  const columns =
    'id, user_low, user_high, requester_id, addressee_id, status, requested_at, accepted_at, version';
  let lines: string[] = [];

  for (const [a, b] of friendshipsAmong(people.length, chance)) {
    const [one, other] = [people[a]?.id ?? '', people[b]?.id ?? ''];
    const [low, high] = one < other ? [one, other] : [other, one];
    const at = new Date(Date.UTC(2024, 0) + Math.floor(chance.next() * 5e10)).toISOString();
    lines.push(`${randomUUID()}\t${low}\t${high}\t${one}\t${other}\taccepted\t${at}\t${at}\t2\n`);
    if (lines.length < rowsPerCopy) continue;
    await copy(client, `social_graph.friendships (${columns})`, lines);
    lines = [];
  }

  await copy(client, `social_graph.friendships (${columns})`, lines);
}

/**
 * Yields pairs of indexes: first those of the ten popular users, who are spread over all indexes, then random pairs
 * that favour low indexes.
 */
function* friendshipsAmong(people: number, chance: Chance): Generator<readonly [number, number]> {
  const pairs = new Set<number>();
  const anybody = () => Math.floor(people * chance.next());

  const isNew = (a: number, b: number) => {
    const { size } = pairs;
    return a !== b && pairs.add(Math.min(a, b) * people + Math.max(a, b)).size > size;
  };

  for (let a = 0; a < people; a += people / popularPeople) {
    const friends = Math.min(maxFriends, people / 5);
    for (let made = 0; made < friends;) {
      const b = anybody();
      if (!isNew(a, b)) continue;
      made += 1;
      yield [a, b];
    }
  }

  while (pairs.size < people * friendshipsPerPerson) {
    const [a, b] = [Math.floor(people * chance.next() ** 1.5), anybody()];
    if (isNew(a, b)) yield [a, b];
  }
}

/** Writes goals and tribes with random members. */
async function copyGroups(
  client: Client,
  chance: Chance,
  people: readonly LoadedPerson[],
): Promise<void> {
  const goals = groupsOf(chance, people, { size: 4, perPerson: 3 });

  await copy(
    client,
    'social_graph.known_goals (goal_id, version, category, is_public, is_open)',
    goals.map(({ id }, index) => `${id}\t1\tkind ${index % goalKinds}\tt\tt\n`),
  );

  const goalMembers = goals.flatMap(({ id, members }) =>
    members.map((userId, index) => `${userId}\t${id}\t${index === 0 ? 'creator' : 'member'}\n`),
  );

  await copy(client, 'social_graph.goal_members (user_id, goal_id, role)', goalMembers);
  const tribes = groupsOf(chance, people, { size: 20, perPerson: 1 });
  const of =
    'id, kind, name, privacy, require_approval, max_members, member_count, created_by, owner_id, created_at, updated_at';

  const rows = tribes.map(
    ({ id, members: [owner, ...others] }) =>
      `${id}\ttribe\tTribe\tprivate\tt\t150\t${others.length + 1}\t${owner}\t${owner}\t${loadedAt}\t${loadedAt}\n`,
  );

  await copy(client, `social_graph.tribes (${of})`, rows);

  const members = tribes.flatMap(({ id, members }) =>
    members.map((userId) => `${id}\t${userId}\tmember\t${loadedAt}\tf\n`),
  );

  await copy(
    client,
    'social_graph.tribe_members (tribe_id, user_id, role, joined_at, is_removed)',
    members,
  );
}

/** Writes blocks, contacts and earlier suggestions. */
async function copyBlocksAndSuggestions(
  client: Client,
  chance: Chance,
  people: readonly LoadedPerson[],
): Promise<void> {
  const others = (index: number, count: number) => {
    const steps = Array.from(
      { length: count },
      () => 1 + Math.floor((people.length - 1) * chance.next()),
    );
    return [...new Set(steps)].map((step) => people[(index + step) % people.length]?.id ?? '');
  };

  const blocks = people.flatMap(({ id }, index) =>
    others(index, 1).map((other) => `${randomUUID()}\t${id}\t${other}\t${loadedAt}\n`),
  );

  await copy(client, 'social_graph.blocked_users (id, blocker_id, blocked_id, blocked_at)', blocks);

  const contacts = people.flatMap(({ id }, index) =>
    others(index, 3).map((other) => `${id}\t${other}\t${loadedAt}\n`),
  );

  await copy(
    client,
    'social_graph.contact_matches (user_id, contact_user_id, matched_at)',
    contacts,
  );

  const suggestions = people.flatMap(({ id }, index) =>
    others(index, 5).map((other) => `${id}\t${other}\t1\tmutual_friends\t1\t0\t0\t${loadedAt}\n`),
  );

  const of =
    'user_id, suggested_user_id, score, reason, mutual_friends_count, common_goals, common_tribes, refreshed_at';
  await copy(client, `social_graph.friend_suggestions (${of})`, suggestions);
  const refreshes = people.map(({ id }) => `${id}\t${loadedAt}\n`);
  await copy(client, 'social_graph.suggestion_refreshes (user_id, refreshed_at)', refreshes);
}

/** Yields groups such that every user is in about the same number of groups, and in none twice. */
function groupsOf(
  chance: Chance,
  people: readonly LoadedPerson[],
  { size, perPerson }: { size: number; perPerson: number },
): { id: string; members: string[] }[] {
  const anybody = () => people[Math.floor(people.length * chance.next())]?.id ?? '';
  return Array.from({ length: Math.ceil((people.length * perPerson) / size) }, () => ({
    id: randomUUID(),
    members: [...new Set(Array.from({ length: size }, anybody))],
  }));
}

/** The server reads the file, so its account must be able to read it. */
async function copy(client: Client, into: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-copy-'));
  const file = path.join(folder, 'rows.tsv');

  try {
    chmodSync(folder, 0o755);
    writeFileSync(file, lines.join(''), { mode: 0o644 });
    await client.query(`COPY ${into} FROM '${file}'`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
