import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { Pool } from 'pg';
import { serve } from './child';

/** The body of a request to the minimal server, which has no tokens, limits, logs and events. */

interface CreateGoal {
  title: string;
  description: string;
  category: string;
  target_amount: number;
}

const getUser = {
  name: 'bare-user',
  text: `SELECT id, username, full_name, profile_image_url FROM identity.users WHERE id = $1 AND is_active`,
};
const insertGoal = {
  name: 'bare-goal',
  text: `INSERT INTO bare.goals (id, creator_id, title, description, category, goal_type, target_type, target_amount, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'individual', 'amount', $6, now(), now()) RETURNING *`,
};
const insertParticipant = {
  name: 'bare-participant',
  text: `INSERT INTO bare.goal_participants (id, goal_id, user_id, role, joined_at) VALUES ($1, $2, $3, 'creator', now())`,
};
const insertEvent = {
  name: 'bare-event',
  text: `INSERT INTO bare.outbox (id, subject, entity_id, entity_version, payload, occurred_at) VALUES ($1, 'bare', $2, 1, $3, now())`,
};

async function listen({
  postgresUrl,
  poolSize,
}: {
  postgresUrl: string;
  poolSize: number;
}): Promise<string> {
  const pool = new Pool({ connectionString: postgresUrl, max: poolSize, idleTimeoutMillis: 0 });
  const app = fastify();

  app.get<{ Params: { id: string } }>('/api/v1/users/:id', async (request, reply) => {
    const { rows } = await pool.query({ ...getUser, values: [request.params.id] });
    return rows[0] ?? reply.code(404).send();
  });

  app.post<{ Body: CreateGoal }>('/api/v1/goals', async (request, reply) => {
    const { title, description, category, target_amount: amount } = request.body;
    const user = request.headers['x-user-id'];
    const id = randomUUID();
    const client = await pool.connect();

    try {
      await client.query('BEGIN');

      const { rows } = await client.query({
        ...insertGoal,
        values: [id, user, title, description, category, amount],
      });

      await client.query({ ...insertParticipant, values: [randomUUID(), id, user] });

      await client.query({
        ...insertEvent,
        values: [randomUUID(), id, Buffer.from(JSON.stringify(rows[0]))],
      });

      await client.query('COMMIT');

      return await reply.code(201).send(rows[0]);
    } finally {
      client.release();
    }
  });

  return app.listen({ host: '127.0.0.1', port: 0 });
}

serve({ listen });
