import { Client } from 'pg';

/** Each user is a friend of the ten users before and after. */
const friendsOnEachSide = 10;

/**
 * Makes the users of the benchmark friends of each other in social-graph: twenty friends each, of which neighbours have up
 * to eighteen in common. Names consist of common and rare words.
 */
export async function befriendPeople(postgresUrl: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();

  try {
    await client.query(`
      CREATE TEMPORARY TABLE people AS
        SELECT id, username, row_number() OVER (ORDER BY id) AS number, count(*) OVER () AS people FROM identity.users`);

    await client.query(`
      INSERT INTO social_graph.user_cards (user_id, username, full_name, is_active, version)
      SELECT id, username, 'Bench Person ' || number, true, 1 FROM people ON CONFLICT DO NOTHING`);

    await client.query(
      `INSERT INTO social_graph.friendships
              (id, user_low, user_high, requester_id, addressee_id, status, requested_at, accepted_at, version)
       SELECT gen_random_uuid(), least(one.id, other.id), greatest(one.id, other.id), one.id, other.id, 'accepted',
              now() - make_interval(secs => distance), now() - make_interval(secs => distance), 2
         FROM people AS one
        CROSS JOIN generate_series(1, $1) AS distance
         JOIN people AS other ON other.number = 1 + (one.number - 1 + distance) % one.people
       ON CONFLICT DO NOTHING`,
      [friendsOnEachSide],
    );

    for (const table of ['user_cards', 'friendships'])
      await client.query(`VACUUM ANALYZE social_graph.${table}`);
  } finally {
    await client.end();
  }
}
