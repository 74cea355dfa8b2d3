import { newId } from '@tribe/service-kit';
import {
  countUnreadMessages,
  listMessageRecipientIds,
} from '../message/message-recipients.queries';
import { MessagingWorld } from '../messaging-world.test-support';
import { findUnread } from './unread.queries';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();

  await world.rows(`
    WITH added AS (
      INSERT INTO conversations (id, kind, last_hash, created_at, updated_at)
      SELECT gen_random_uuid(), 'group', sha256(''), now(), now() FROM generate_series(1, 2000) RETURNING id)
    INSERT INTO conversation_participants (id, conversation_id, user_id, joined_at, joined_seq, read_seq)
    SELECT gen_random_uuid(), added.id, gen_random_uuid(), now(), 0, 0 FROM added, generate_series(1, 10)`);
  await world.rows('ANALYZE conversations, conversation_participants');
});
afterAll(() => world.stop());

const now = new Date();

test.each([
  [
    'the recipients of a message',
    (sql) =>
      listMessageRecipientIds(
        sql,
        { messageId: newId(), text: '' },
        { after: undefined, limit: 500, now },
      ),
  ],
  ['the badges of users', (sql) => countUnreadMessages(sql, [newId()], newId())],
  ['the unread messages of a participant', (sql) => findUnread(sql, newId(), newId())],
] as [string, Parameters<MessagingWorld['planOf']>[0]][])(
  'the query for %s reads no participants of other conversations',
  async (_name, read) => {
    const plan = await world.planOf(read);
    expect(plan).not.toMatch(/Seq Scan on conversation_participants|Hash Join/);
    expect(plan).toMatch(/Index (Only )?Scan|Bitmap/);
  },
);
