import { Database } from '../data/database';
import { type NotesFixture, startNotes } from '../data/notes.test-support';
import { inNewTransaction } from '../data/open-transaction';
import { KeySecrets } from './sealed-response';
import { StoredResponses } from './stored-responses';

describe('a stored response', () => {
  let notes: NotesFixture;

  beforeAll(async () => {
    notes = await startNotes();
  });
  afterAll(() => notes.stop());

  test('that was replaced meanwhile stays when a slower request discards the old one', async () => {
    const responses = notes.running.app.get(StoredResponses);
    const secrets = new KeySecrets('a scope', 'a key', 'a secret of thirty-two characters');
    const mac = secrets.macOf('a request');
    const store = (body: string) =>
      inNewTransaction(notes.running.app.get(Database).pool, (transaction) =>
        responses.store(transaction, { secrets, mac }, { status: 201, body }),
      );
    const find = async () => (await responses.find(secrets)) ?? fail('nothing is stored');

    await store('old');
    const old = await find();
    await store('new');
    await responses.delete(old);
    const kept = await find();
    expect(secrets.open(kept.response)).toBe('new');
    await responses.delete(kept);
    expect(await responses.find(secrets)).toBeUndefined();
  });
});

function fail(reason: string): never {
  throw new Error(reason);
}
