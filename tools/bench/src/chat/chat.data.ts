import { Client } from 'pg';
import type { BenchUser } from '../people';
import { roomIdOf, roomSizes } from './rooms';

/** The sockets of the first users are open. */
export const socketCount = 1_000;

/** Creates the groups of all users, as messaging would store them. */
export async function formRooms(postgresUrl: string, people: readonly BenchUser[]): Promise<void> {
  const members = roomSizes.flatMap((size) =>
    people
      .slice(0, size === 20 ? people.length : socketCount - (socketCount % size))
      .map(({ id }, index) => ({ room: roomIdOf(size, Math.floor(index / size)), user: id })),
  );

  await withClient(postgresUrl, async (client) => {
    await client.query(`
      INSERT INTO messaging.user_cards (user_id, username, full_name, is_active, version)
      SELECT id, username, full_name, true, 1 FROM identity.users ON CONFLICT DO NOTHING`);

    await insertRooms(client, members);
    for (const table of ['user_cards', 'conversations', 'conversation_participants'])
      await client.query(`VACUUM ANALYZE messaging.${table}`);
  });
}

/** Adds conversations of two users with messages of the second. */
export async function addMissed(
  postgresUrl: string,
  [reader, sender]: readonly [BenchUser, BenchUser],
  { conversations, messages }: { conversations: number; messages: number },
): Promise<void> {
  const rooms = Array.from({ length: conversations }, (_, number) => roomIdOf(3, number));
  const members = rooms.flatMap((room) => [reader, sender].map(({ id }) => ({ room, user: id })));

  await withClient(postgresUrl, async (client) => {
    await insertRooms(client, members);

    await client.query(
      `INSERT INTO messaging.messages (conversation_id, seq, id, sender_id, type, content, content_salt, content_hash,
                                       digest, hash, created_at)
       SELECT room, seq, gen_random_uuid(), $2, 'text', 'Message ' || seq, sha256('salt'), sha256('content'),
              sha256('digest'), sha256('hash'), now() - make_interval(secs => ($3 - seq) * 60)
         FROM unnest($1::uuid[]) AS room CROSS JOIN generate_series(1, $3) AS seq`,
      [rooms, sender.id, messages],
    );

    await client.query(
      'UPDATE messaging.conversations SET last_seq = $2, last_message_at = now() WHERE id = ANY($1::uuid[])',
      [rooms, messages],
    );

    for (const table of ['messages', 'conversations', 'conversation_participants'])
      await client.query(`VACUUM ANALYZE messaging.${table}`);
  });
}

/** Creates groups with their members. */
export async function insertRooms(
  client: Client,
  members: readonly { room: string; user: string }[],
): Promise<void> {
  const values = [members.map(({ room }) => room), members.map(({ user }) => user)];

  await client.query(
    `INSERT INTO messaging.conversations (id, kind, name, last_hash, created_at, updated_at)
     SELECT DISTINCT room, 'group'::messaging.conversation_kind, 'Crew', decode(repeat('00', 32), 'hex'), now(), now()
       FROM unnest($1::uuid[], $2::uuid[]) AS member (room, user_id)`,
    values,
  );

  await client.query(
    `INSERT INTO messaging.conversation_participants (id, conversation_id, user_id, joined_at, joined_seq, read_seq)
     SELECT gen_random_uuid(), room, user_id, now(), 0, 0 FROM unnest($1::uuid[], $2::uuid[]) AS member (room, user_id)`,
    values,
  );
}

async function withClient(
  postgresUrl: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();

  try {
    await work(client);
  } finally {
    await client.end();
  }
}
