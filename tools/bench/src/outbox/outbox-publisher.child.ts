import { setTimeout as sleep } from 'node:timers/promises';
import { create, toBinary } from '@bufbuild/protobuf';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { Module } from '@nestjs/common';
import { GoalUpdatedSchema } from '@tribe/contracts';
import { eventOf, EventPublisher, eventsConfig, EventsModule } from '@tribe/events';
import {
  baseConfig,
  type Environment,
  defineService,
  newId,
  type RunningService,
  type SqlTransaction,
  startService,
  Transactions,
} from '@tribe/service-kit';
import { ProbePrisma } from '@tribe/testing';
import { serve } from '../child';
import { now } from './clock';

const window = 500;
/** Maximum number of events per `publish` call. */
const page = 1_000;

@Module({ imports: [EventsModule] })
class GoalsModule {}

const goals = defineService({
  name: 'goals',
  module: GoalsModule,
  config: baseConfig.extend(eventsConfig.shape),
  prisma: ProbePrisma,
});

let service: RunningService;

const dataOf = (id: string) => ({
  goal: {
    id,
    creatorId: newId(),
    title: 'Trip to Costa Rica',
    category: 'travel',
    targetAmount: '3000.00',
    targetCurrency: 'USD',
    targetDate: '2027-06-18',
    currentAmount: '1225.75',
    progressPercentage: 40.85,
    participants: [{ userId: newId() }, { userId: newId() }, { userId: newId() }],
  },
  updatedBy: newId(),
});

const updateOf = (id: string) =>
  eventOf(GoalUpdatedSchema, { entityId: id, entityVersion: 1, data: dataOf(id) });

async function inTransaction(
  work: (tx: SqlTransaction, events: EventPublisher) => Promise<void>,
): Promise<void> {
  const { app } = service;
  await app
    .get<Transactions<SqlTransaction>>(Transactions)
    .run((tx) => work(tx, app.get(EventPublisher)));
}

/**
 * Publishes each event in its own transaction at a constant rate, without waiting for earlier commits. Returns the
 * times of the commits.
 */
async function steady({
  perSecond,
  count,
}: {
  perSecond: number;
  count: number;
}): Promise<[string, number][]> {
  const started = now();
  const commits: Promise<[string, number]>[] = [];

  for (let index = 0; index < count; index += 1) {
    const early = started + (index * 1_000) / perSecond - now();
    if (early > 0.5) await sleep(early);
    const id = newId();

    commits.push(
      inTransaction((tx, events) => events.publish(tx, updateOf(id))).then(() => [id, now()]),
    );
  }

  const failed = (await Promise.allSettled(commits)).find(
    (outcome) => outcome.status === 'rejected',
  );

  if (failed)
    throw new Error(`this machine cannot commit ${perSecond} transactions a second at the moment`, {
      cause: failed.reason,
    });

  return Promise.all(commits);
}

/** Publishes many events that become visible at once. */
function backlog(count: number): Promise<void> {
  return inTransaction(async (tx, events) => {
    for (let done = 0; done < count; done += page)
      await events.publish(
        tx,
        Array.from({ length: page }, () => updateOf(newId())),
      );
  });
}

/**
 * Publishes the same payloads directly to a stream, to measure the limit of JetStream and its client. Returns events
 * per second.
 */
async function raw({ url, count }: { url: string; count: number }): Promise<number> {
  const { host, username, password } = new URL(url);
  const connection = await connect({ servers: host, user: username, pass: password });
  try {
    const jsm = await jetstreamManager(connection);

    await jsm.streams.add({
      ...(await jsm.streams.info('GOALS')).config,
      name: 'RAW',
      subjects: ['raw.>'],
    });

    const js = jsm.jetstream();

    const payloads = Array.from({ length: count }, () => {
      const id = newId();
      return { id, payload: toBinary(GoalUpdatedSchema, create(GoalUpdatedSchema, dataOf(id))) };
    });

    const started = now();

    for (let sent = 0; sent < count; sent += window) {
      await Promise.all(
        payloads
          .slice(sent, sent + window)
          .map(({ id, payload }) => js.publish('raw.goal', payload, { msgID: id })),
      );
    }

    return count / ((now() - started) / 1_000);
  } finally {
    await connection.close();
  }
}

serve({
  start: async (env: Environment) => {
    service = await startService(goals, { env });
  },
  steady,
  backlog,
  raw,
});
