import { ThrowawayTribe } from '@tribe/local-servers';
import { Client } from 'pg';
import { growthLine } from '../growth';
import { type BenchUser, seedPeople } from '../people';
import { atMost, type Section } from '../report';
import { measureInTurn } from '../requests-in-turn';
import type { Latencies } from '../statistics';
import { insertRooms } from './chat.data';
import { extendHistory, type LongConversation, messageIdOf } from './history.data';
import { roomIdOf } from './rooms';

const sizes = [10_000, 1_000_000, 10_000_000] as const;
const needed = ['identity', 'messaging'];
const requests = 400;
const maxGrowth = 1.2;

/** The pages of a history; anchors are spread over the whole conversation. */
const pages: readonly { name: string; query: (anchor: string) => string }[] = [
  { name: 'newest 50 messages', query: () => '' },
  { name: '50 messages before a message', query: (anchor) => `&before=${anchor}` },
  { name: '50 messages after a message', query: (anchor) => `&after=${anchor}` },
  { name: '50 messages around a message', query: (anchor) => `&around=${anchor}` },
];

/** Measures pages of a conversation with up to ten million messages, directly at messaging. */
export async function measureHistory(): Promise<Section> {
  const tribe = await ThrowawayTribe.prepare('bench-history');
  const client = new Client({ connectionString: tribe.postgresUrl });

  try {
    await client.connect();
    for (const service of tribe.services.filter(({ name }) => needed.includes(name)))
      await service.start();

    const people = await seedPeople(tribe.postgresUrl, tribe.keysFile, 2);
    const [reader, sender] = people as [BenchUser, BenchUser];
    const conversation = { id: roomIdOf(2, 1), readerId: reader.id, senderId: sender.id };
    await openConversation(client, conversation);
    const rounds: (readonly Latencies[])[] = [];

    for (const [index, size] of sizes.entries()) {
      await extendHistory(client, conversation, { from: sizes[index - 1] ?? 0, to: size });
      rounds.push(await measureAt(tribe.urlOf('messaging'), conversation, size, reader.token));
    }

    return historySection(rounds);
  } finally {
    await client.end();
    await tribe.stop();
  }
}

async function openConversation(
  client: Client,
  { id, readerId, senderId }: LongConversation,
): Promise<void> {
  await client.query(`
    INSERT INTO messaging.user_cards (user_id, username, full_name, is_active, version)
    SELECT id, username, full_name, true, 1 FROM identity.users ON CONFLICT DO NOTHING`);

  await insertRooms(
    client,
    [readerId, senderId].map((user) => ({ room: id, user })),
  );
}

async function measureAt(
  url: string,
  { id }: LongConversation,
  size: number,
  token: string,
): Promise<readonly Latencies[]> {
  const measured: Latencies[] = [];

  for (const { query } of pages) {
    const asked = Array.from({ length: requests }, (_, index) => {
      const anchor = 1 + ((index * 7_919 * 1_009) % (size - 1));
      const path = `/api/v1/conversations/${id}/messages?limit=50${query(messageIdOf(anchor))}`;
      return { path, token };
    });

    await measureInTurn(url, asked.slice(0, requests / 4));
    measured.push(await measureInTurn(url, asked));
  }

  return measured;
}

function historySection(rounds: readonly (readonly Latencies[])[]): Section {
  const lines = pages.map(({ name }, page) =>
    growthLine(
      name,
      rounds.map((round) => round[page]),
      ({ growth }) => atMost(growth, maxGrowth),
    ),
  );

  return {
    title: 'History of a conversation, p50 / p99 by its number of messages',
    columns: [...sizes.map((size) => size.toLocaleString('en-US')), 'growth of p50'],
    lines,
    note: `${requests} requests each, one at a time, from messaging directly.`,
  };
}
