import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';

const rowsPerCopy = 200_000;
const friendshipsPerPerson = 20;
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

/** The same people and friendships with every run. */
class Chance {
  private state = 42;

  /** 0 to 1, without 1. */
  next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }

  word(parts: number): string {
    return Array.from({ length: parts }, () => syllables[Math.floor(this.next() * syllables.length)]).join('');
  }
}

/** Fills social-graph by COPY with people and, skewed, twenty friendships for each: few have many, many have few. */
export async function loadGraph(client: Client, people: number): Promise<LoadedPerson[]> {
  const chance = new Chance();
  const tables = ['friendships', 'friend_request_log', 'user_cards', 'friend_suggestions', 'suggestion_refreshes'];
  await client.query(`TRUNCATE ${tables.map((table) => `social_graph.${table}`).join(', ')}`);
  const loaded = Array.from({ length: people }, (_, index): LoadedPerson => {
    const [first, last] = [chance.word(2), chance.word(3)];
    return { id: randomUUID(), username: `${first}.${last}${index}`, fullName: `${first} ${last}` };
  });
  const cards = loaded.map(({ id, username, fullName }) => `${id}\t${username}\t${fullName}\tt\t1\n`);
  await copy(client, 'social_graph.user_cards (user_id, username, full_name, is_active, version)', cards);
  await copyFriendships(client, chance, loaded);
  for (const table of ['friendships', 'user_cards']) await client.query(`VACUUM ANALYZE social_graph.${table}`);
  return loaded;
}

async function copyFriendships(client: Client, chance: Chance, people: readonly LoadedPerson[]): Promise<void> {
  const columns = 'id, user_low, user_high, requester_id, addressee_id, status, requested_at, accepted_at, version';
  const pairs = new Set<number>();
  let lines: string[] = [];
  while (pairs.size < people.length * friendshipsPerPerson) {
    const [a, b] = [Math.floor(people.length * chance.next() ** 1.5), Math.floor(people.length * chance.next())];
    const key = Math.min(a, b) * people.length + Math.max(a, b);
    if (a === b || pairs.has(key)) continue;
    pairs.add(key);
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

/** The server reads the file itself, so it has to be readable by the account the server runs under. */
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
