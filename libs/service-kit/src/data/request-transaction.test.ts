import { Database } from './database';
import { type NotesFixture, startNotes } from './notes.test-support';
import { RequestTransaction } from './request-transaction';

describe('the transaction of a request', () => {
  let notes: NotesFixture;

  beforeAll(async () => {
    notes = await startNotes();
  });
  afterAll(() => notes.stop());

  const pool = () => notes.running.app.get(Database).pool;
  const borrowed = () => pool().totalCount - pool().idleCount;
  const claim = () => Promise.resolve();

  it.each(['commit', 'rollback'] as const)(
    'is not opened by a handler that goes on after the %s',
    async (end) => {
      const transaction = new RequestTransaction(pool(), claim);
      await transaction[end]();
      await expect(transaction.open()).rejects.toThrow('has ended');
      expect(borrowed()).toBe(0);
    },
  );

  it.each(['commit', 'rollback'] as const)(
    'gives its connection back when the %s comes while it is opened',
    async (end) => {
      const claimed = Promise.withResolvers<void>();
      const transaction = new RequestTransaction(pool(), () => claimed.promise);
      const opening = transaction.open();
      const ended = transaction[end]();
      claimed.resolve();
      await expect(opening).rejects.toThrow('has ended');
      await ended;
      expect(borrowed()).toBe(0);
    },
  );
});
