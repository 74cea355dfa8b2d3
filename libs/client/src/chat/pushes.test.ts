import fc from 'fast-check';
import type { Conversation } from '../api.generated';
import type { LiveEvents } from '../live/live';
import { Emitter } from '../support/emitter';
import { Book } from './book';
import { ofOverview } from './known.rules';
import { listenToPushes } from './pushes';

const conversation_id = 'c';
const [brian, alvin] = ['b', 'a'].map((id) => ({
  id,
  username: id,
  full_name: id,
  profile_image_url: null,
}));
const overview = { id: conversation_id, unread_count: 0, last_message: null } as Conversation;

/** A book of Alvin that receives pushes, and counts how often it asks for a synchronization. */
function listening({ isUnanswered = false } = {}) {
  const live = new Emitter<LiveEvents>();
  const book = new Book('a');
  book.add([ofOverview(overview)]);
  const asked = { count: 0 };
  listenToPushes(live, {
    book,
    isUnanswered: () => isUnanswered,
    syncSoon: () => (asked.count += 1),
  });
  const shown = () =>
    book.get(conversation_id)?.messages.map(({ id, content }) => `${id}: ${content}`);

  return { live, book, asked, shown };
}

const noMentions = { user_ids: [], room: false };

type Push = (live: Emitter<LiveEvents>) => void;

function sent(sequence: number, sender: typeof brian | null = brian, isAi = false): Push {
  const message = {
    id: `m${sequence}`,
    sender: sender ?? null,
    content: `Line ${sequence}`,
    message_type: 'text',
    is_ai: isAi,
    reply_to_message_id: null,
    reply_to_activity: null,
    thread_root_id: null,
    is_in_conversation: true,
    mentions: noMentions,
    attachments: [],
    metadata: null,
    created_at: '2026-01-01T00:00:00.000Z',
  };
  return (live) =>
    live.emit('message.new', { id: `e${sequence}`, sequence, conversation_id, message });
}

function edited(sequence: number, message_id: string): Push {
  const push = { id: `e${sequence}`, sequence, conversation_id, message_id };
  const edited_at = '2026-01-01T00:00:00.000Z';
  const edit = { content: `Edit ${sequence}`, mentions: noMentions, edited_at };
  return (live) => live.emit('message.edited', { ...push, ...edit });
}

function deleted(sequence: number, message_id: string): Push {
  const push = { id: `e${sequence}`, sequence, conversation_id, message_id };
  return (live) =>
    live.emit('message.deleted', { ...push, deleted_at: '2026-01-01T00:00:00.000Z' });
}

test('pushes in order need no synchronization', () => {
  const { live, asked, shown } = listening();
  for (const push of [sent(1), sent(2), edited(3, 'm1'), deleted(4, 'm2')]) push(live);
  expect(shown()).toEqual(['m1: Edit 3', 'm2: null']);
  expect(asked.count).toBe(0);
});

test('a hole is asked for, until it is filled', () => {
  const { live, book, asked, shown } = listening();
  sent(1)(live);
  sent(3)(live);
  expect([shown(), asked.count]).toEqual([['m1: Line 1', 'm3: Line 3'], 1]);
  sent(2)(live);
  sent(4)(live);
  expect(shown()).toEqual(['m1: Line 1', 'm2: Line 2', 'm3: Line 3', 'm4: Line 4']);
  expect([asked.count, book.get(conversation_id)?.appliedSeq]).toEqual([1, 4]);
});

test('an own message without its answer is not shown from a push, but asked for', () => {
  const { live, asked, shown } = listening({ isUnanswered: true });
  sent(1, alvin)(live);
  expect([shown(), asked.count]).toEqual([[], 1]);
  sent(2, brian)(live);
  expect(shown()).toEqual(['m2: Line 2']);
});

test('messages of the coach are unread, and system messages are not', () => {
  const { live, book } = listening();
  sent(1, null, true)(live);
  sent(2, null)(live);
  expect(book.get(conversation_id)?.conversation.unread_count).toBe(1);
});

test('messages that were pushed twice are unread once', () => {
  const { live, book } = listening();
  for (const push of [sent(1), sent(1), sent(2), sent(1)]) push(live);
  expect(book.get(conversation_id)?.conversation.unread_count).toBe(2);
});

type Change = 'send' | 'edit' | 'delete';

/** Pushes about a conversation, the first of each a new message. */
function pushesOf(changes: readonly Change[]): Push[] {
  const ids: string[] = [];

  return changes.map((change, index) => {
    const sequence = index + 1;
    const target = ids[sequence % (ids.length || 1)];
    if (change === 'edit' && target) return edited(sequence, target);
    if (change === 'delete' && target) return deleted(sequence, target);
    ids.push(`m${sequence}`);

    return sent(sequence);
  });
}

test('pushes in any order, some repeated or lost, show the same in the end or ask for a synchronization', () => {
  const changes = fc.array(fc.constantFrom<Change>('send', 'send', 'edit', 'delete'), {
    minLength: 1,
    maxLength: 12,
  });
  const orders = fc.array(fc.nat(11), { minLength: 1, maxLength: 40 });

  fc.assert(
    fc.property(changes, orders, (made, order) => {
      const pushes = pushesOf(made);
      const expected = listening();
      for (const push of pushes) push(expected.live);

      const { live, book, asked, shown } = listening();
      for (const index of order) pushes[index]?.(live);
      const isWhole = book.get(conversation_id)?.appliedSeq === pushes.length;

      if (isWhole) expect(shown()).toEqual(expected.shown());
      else if (
        order.some((index) => index < pushes.length && index > 0) &&
        !isPrefix(order, pushes)
      )
        expect(asked.count).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

/** Whether the pushes that arrived are the first ones, in order: then nothing shows that others were lost. */
function isPrefix(order: readonly number[], pushes: readonly Push[]): boolean {
  let next = 0;

  for (const index of order) {
    if (index >= pushes.length || index < next) continue;
    if (index > next) return false;
    next += 1;
  }

  return true;
}
