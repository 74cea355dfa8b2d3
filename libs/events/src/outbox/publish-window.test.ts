import { jetstreamManager, type JetStreamManager, type PubAck } from '@nats-io/jetstream';
import { connect, errors, type NatsConnection } from '@nats-io/transport-node';
import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { upTo } from '../test-services/system.test-support';
import { AckedPublisher } from './acked-publisher';
import type { OutboxRow } from './outbox.queries';
import { publishWindow } from './publish-window';

let tribe: Tribe;
let connection: NatsConnection;
let jsm: JetStreamManager;
let publisher: AckedPublisher;

beforeAll(async () => {
  tribe = await startTribe({ services: [], schemas: [] });
  const { host, username, password } = new URL(tribe.nats.url);
  connection = await connect({ servers: host, user: username, pass: password });
  jsm = await jetstreamManager(connection);
  publisher = new AckedPublisher(connection, '_INBOX');
});

beforeEach(async () => {
  await jsm.streams.delete('GOALS').catch(() => undefined);
  await tribe.nats.keepStreams();
});

afterAll(async () => {
  await connection.close();
  await tribe.stop();
});

const window = (size: number): OutboxRow[] =>
  upTo(size).map((position) => ({
    id: newId(),
    position: String(position),
    subject: 'tribe.goals.goal.updated.v1',
    entity_id: newId(),
    entity_version: '1',
    payload: Buffer.from('x'),
    traceparent: null,
    occurred_at: new Date(),
  }));

/** Loses the message at the given index of the window. */
class LosingPublisher extends AckedPublisher {
  private published = 0;

  constructor(private readonly lostIndex: number) {
    super(connection, '_INBOX');
  }

  override publish(...args: Parameters<AckedPublisher['publish']>): Promise<PubAck> {
    return this.published++ === this.lostIndex
      ? Promise.reject(new Error('lost'))
      : super.publish(...args);
  }
}

const stored = async () => (await jsm.streams.info('GOALS')).state.messages;

test('stores a whole window and returns its sequences in order', async () => {
  const result = await publishWindow(publisher, 'goals', window(500), 0);
  expect(result).toEqual({ sequences: upTo(500), lastSequence: 500 });
});

test('a lost message rejects all later messages of the window, so that none overtakes it', async () => {
  const rows = window(20);
  const lost = await publishWindow(new LosingPublisher(7), 'goals', rows, 0);
  expect([lost.sequences, lost.failure]).toEqual([upTo(7), new Error('lost')]);
  expect(await stored()).toBe(7);
  const again = await publishWindow(publisher, 'goals', rows.slice(7), lost.lastSequence);
  expect([...lost.sequences, ...again.sequences]).toEqual(upTo(20));
});

test('rows stored before return their original sequence and are not stored again', async () => {
  const rows = window(10);
  await publishWindow(publisher, 'goals', rows.slice(0, 6), 0);
  const again = await publishWindow(publisher, 'goals', rows, 0);
  expect(again.sequences).toEqual(upTo(10));
  expect(await stored()).toBe(10);
});

test('a row that committed late between stored rows is not overtaken by later rows', async () => {
  const [first, late, third, next] = window(4) as [OutboxRow, OutboxRow, OutboxRow, OutboxRow];
  await publishWindow(publisher, 'goals', [first, third], 0);
  const again = await publishWindow(publisher, 'goals', [first, late, third, next], 2);
  expect([again.sequences, await stored()]).toEqual([[1], 2]);
  const rest = await publishWindow(publisher, 'goals', [late, third, next], 2);
  expect([rest.sequences, await stored()]).toEqual([[3, 2], 3]);
  const end = await publishWindow(publisher, 'goals', [next], 3);
  expect([end.sequences, await stored()]).toEqual([[4], 4]);
});

test('rows that committed late before a stored row keep their order, even if the last sequence matches by chance', async () => {
  const [first, late, later, next] = window(4) as [OutboxRow, OutboxRow, OutboxRow, OutboxRow];
  await publishWindow(publisher, 'goals', [first], 0);
  const { sequences } = await publishWindow(publisher, 'goals', [late, later, first, next], 0);
  expect([sequences, await stored()]).toEqual([[], 1]);
});

test('stores nothing when the last sequence of the stream is not the expected one', async () => {
  await publishWindow(publisher, 'goals', window(3), 0);
  const { sequences, failure } = await publishWindow(publisher, 'goals', window(3), 10);
  expect([sequences, String(failure)]).toEqual([
    [],
    expect.stringContaining('wrong last sequence'),
  ]);
});

test('returns a failure without a stream and without an answer', async () => {
  await jsm.streams.delete('GOALS');
  const refused = await publishWindow(publisher, 'goals', window(2), 0);
  expect([refused.sequences, refused.failure]).toEqual([[], expect.any(errors.NoRespondersError)]);
  const deaf = connection.subscribe('tribe.goals.>');
  await connection.flush();
  const waiting = publishWindow(publisher, 'goals', window(2), 0);
  publisher.giveUp();
  expect((await waiting).failure).toMatchObject({ name: 'TimeoutError' });
  deaf.unsubscribe();
});
