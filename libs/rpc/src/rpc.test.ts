import { create, toBinary } from '@bufbuild/protobuf';
import { connect, headers } from '@nats-io/transport-node';
import { Body, Controller, Module, Post } from '@nestjs/common';
import {
  type CheckGoalAccessRequest,
  type CheckGoalAccessResponse,
  CheckGoalAccessResponseSchema,
  GoalAccessService,
  FriendListService,
} from '@tribe/contracts';
import {
  commonErrors,
  AppError,
  baseConfig,
  defineService,
  Endpoint,
  Nats,
  RequestContext,
  type RunningService,
  Transactions,
} from '@tribe/service-kit';
import { eventually, ProbePrisma, startTribe, type Tribe } from '@tribe/testing';
import { z } from 'zod';
import { type CallContext, Rpc, RpcController, RpcMethod, RpcModule } from '.';

/** Behaviour of the callee; set by each test. */
let answer: (request: CheckGoalAccessRequest) => Promise<{ allowed: boolean }>;
const received: ReceivedCall[] = [];

interface ReceivedCall {
  readonly replica: object;
  readonly request: CheckGoalAccessRequest;
  readonly caller: string;
  readonly requestId: string | undefined;
  readonly traceparent: string | undefined;
}

@RpcController()
class GoalAccessRpc {
  constructor(private readonly context: RequestContext) {}

  @RpcMethod(GoalAccessService.method.checkGoalAccess)
  checkGoalAccess(
    request: CheckGoalAccessRequest,
    { caller }: CallContext,
  ): Promise<{ allowed: boolean }> {
    const { requestId, traceparent } = this.context;
    received.push({ replica: this, request, caller, requestId, traceparent });
    return answer(request);
  }
}

@Module({ imports: [RpcModule], controllers: [GoalAccessRpc] })
class CalleeModule {}

const questionBody = z.strictObject({ isLate: z.boolean() });

/** Writes, and asks another service before or after. */
@Controller('api/v1/questions')
class QuestionController {
  constructor(
    private readonly rpc: Rpc,
    private readonly transactions: Transactions,
  ) {}

  @Post()
  @Endpoint({
    access: 'public',
    summary: 'Ask and write',
    body: questionBody,
    response: z.object({}),
    status: 201,
  })
  async ask(@Body() { isLate }: z.infer<typeof questionBody>) {
    const ask = () => this.rpc.client(GoalAccessService).checkGoalAccess({ goalId: 'a goal' });
    if (!isLate) await ask();
    await this.transactions.run(({ sql }) => sql.execute('probe_write', 'SELECT 1', []));
    if (isLate) await ask();

    return {};
  }
}

@Module({ imports: [RpcModule], controllers: [QuestionController] })
class CallerModule {}

const deadlineFactor = 10;
const defaultDeadlineMs = 1_000 * deadlineFactor;

const goals = defineService({ name: 'goals', module: CalleeModule, config: baseConfig });
const realtime = defineService({
  name: 'realtime',
  module: CallerModule,
  config: baseConfig,
  prisma: ProbePrisma,
});

describe('calls between services', () => {
  let tribe: Tribe;
  let rpc: Rpc;
  let context: RequestContext;

  const call = (goalId = 'a goal', deadlineMs?: number): Promise<CheckGoalAccessResponse> =>
    rpc
      .client(GoalAccessService)
      .checkGoalAccess({ goalId, userId: 'a user' }, { ...(deadlineMs && { deadlineMs }) });

  beforeAll(async () => {
    tribe = await startTribe({
      services: [goals, realtime],
      schemas: [{ name: 'realtime', migrations: ['service-kit'] }],
      env: { DEADLINE_FACTOR: String(deadlineFactor) },
    });
    const caller = tribe.service('realtime').app;
    rpc = caller.get(Rpc, { strict: false });
    context = caller.get(RequestContext, { strict: false });
  });

  afterAll(() => tribe.stop());

  beforeEach(async () => {
    answer = async () => ({ allowed: true });
    await eventually(() => call());
    received.length = 0;
  });

  it('sends the request and returns the answer', async () => {
    answer = async ({ goalId }) => ({ allowed: goalId === 'mine' });
    expect((await call('mine')).allowed).toBe(true);
    expect((await call('hers')).allowed).toBe(false);
    expect(received.map(({ request }) => request.goalId)).toEqual(['mine', 'hers']);
  });

  it('tells the callee the name of the caller', async () => {
    await call();
    expect(received.map(({ caller }) => caller)).toEqual(['realtime']);
  });

  it('propagates request id and trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await context.continue({ requestId: 'request-of-brian', traceparent }, () => call());
    expect(received[0]?.requestId).toBe('request-of-brian');
    expect(received[0]?.traceparent).toContain('0af7651916cd43dd8448eb211c80319c');
  });

  it('passes an AppError of the callee to the caller', async () => {
    answer = async () => {
      throw new AppError(commonErrors.RATE_LIMITED, {
        detail: 'Too fast',
        retryAfterSeconds: 7,
        errors: [{ pointer: '/goal_id', message: 'was asked for before' }],
      });
    };
    const failure = await call().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      detail: 'Too fast',
      retryAfterSeconds: 7,
      errors: [{ pointer: '/goal_id', message: 'was asked for before' }],
    });
  });

  it('reveals nothing about an unexpected error to the caller', async () => {
    answer = async () => {
      throw new Error('the password is hunter2');
    };
    const failure = await call().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'INTERNAL_ERROR', status: 500 });
    expect(JSON.stringify(failure)).not.toContain('hunter2');
  });

  it('fails at the deadline without a retry', async () => {
    answer = () => new Promise(() => undefined);
    const startedAt = performance.now();
    await expect(call('slow', 200)).rejects.toMatchObject({
      code: 'RPC_UNAVAILABLE',
      status: 503,
      retryAfterSeconds: 1,
    });
    expect(performance.now() - startedAt).toBeLessThan(defaultDeadlineMs);
    expect(received).toHaveLength(1);
  });

  it('fails at once when no service answers the method', async () => {
    const startedAt = performance.now();
    const friends = rpc.client(FriendListService);
    await expect(friends.listPresenceAudience({ userId: '' })).rejects.toMatchObject({
      code: 'RPC_UNAVAILABLE',
    });
    expect(performance.now() - startedAt).toBeLessThan(defaultDeadlineMs);
  });

  it('retries once when no replica was listening', async () => {
    await tribe.stopService('goals');
    const url = new URL(tribe.nats.urlOf('goals'));
    const connection = await connect({ servers: url.host, user: url.username, pass: url.password });
    const pending = call('late');
    // When this flush is answered, the server has found no listener for the call.
    await tribe.service('realtime').app.get(Nats, { strict: false }).current?.flush();
    connection.subscribe('rpc.goals.GoalAccessService.CheckGoalAccess.*', {
      callback: (_error, message) =>
        void message.respond(
          toBinary(
            CheckGoalAccessResponseSchema,
            create(CheckGoalAccessResponseSchema, { allowed: true }),
          ),
        ),
    });
    expect((await pending).allowed).toBe(true);
    await connection.close();
    await tribe.startService('goals');
  });

  it('refuses a call inside a transaction', async () => {
    const transactions = tribe.service('realtime').app.get<Transactions>(Transactions);
    await expect(transactions.run(() => call())).rejects.toThrow(
      'GoalAccessService.CheckGoalAccess was called inside a transaction',
    );
    expect(received).toHaveLength(0);
  });

  it('is possible before the first write of a request with an Idempotency-Key, and refused after it', async () => {
    const ask = async (isLate: boolean, headers: Record<string, string>) =>
      (await tribe.client().post('/api/v1/questions', { isLate }, { headers })).status;
    expect(await ask(false, { 'idempotency-key': 'early' })).toBe(201);
    expect(await ask(true, { 'idempotency-key': 'late' })).toBe(500);
    expect(await ask(true, {})).toBe(201);
    expect(received).toHaveLength(2);
  });

  it('fails with 503 at once while NATS is down and recovers when it is back', async () => {
    await tribe.nats.stop();
    await eventually(async () => {
      const startedAt = performance.now();
      await expect(call('gone')).rejects.toMatchObject({ code: 'RPC_UNAVAILABLE' });
      expect(performance.now() - startedAt).toBeLessThan(defaultDeadlineMs);
    });
    await tribe.nats.start();
    await eventually(async () => expect((await call()).allowed).toBe(true));
  });

  it('distributes calls among replicas and answers each once', async () => {
    const replica = await tribe.startReplica(goals);
    await eventually(async () => {
      await call();
      return new Set(received.map((entry) => entry.replica)).size === 2;
    });
    received.length = 0;
    const goalIds = Array.from({ length: 50 }, (_, index) => `goal ${index}`);
    await Promise.all(goalIds.map((goalId) => call(goalId)));
    expect(received.map(({ request }) => request.goalId).sort()).toEqual([...goalIds].sort());
    await replica.stop();
    await Promise.all(goalIds.map((goalId) => call(goalId)));
  });

  it('accepts no new calls while it stops and finishes the accepted ones', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answer = () => promise.then(() => ({ allowed: true }));
    const inFlight = call('in flight', 3_000);
    await eventually(() => received.length === 1);
    let hasStopped = false;
    const stopped = tribe.stopService('goals').then(() => (hasStopped = true));
    await eventually(async () => {
      const seen = received.length;
      await expect(call('too late', 50)).rejects.toMatchObject({ code: 'RPC_UNAVAILABLE' });
      return received.length === seen;
    });
    await expect(eventually(() => hasStopped, { timeoutMs: 300 })).rejects.toThrow('Still false');
    resolve();
    expect((await inFlight).allowed).toBe(true);
    await stopped;
    await tribe.startService('goals');
  });

  it('refuses calls beyond its queue limit and recovers', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answer = () => promise.then(() => ({ allowed: true }));
    const refused: unknown[] = [];
    const calls = Array.from({ length: 330 }, () =>
      call('many', 3_000).catch((error: unknown) => void refused.push(error)),
    );
    await eventually(() => refused.length === 10);
    expect(refused).toEqual(
      Array.from({ length: 10 }, () =>
        expect.objectContaining({ code: 'OVERLOADED', retryAfterSeconds: 1 }),
      ),
    );
    expect(received).toHaveLength(64);
    resolve();
    await Promise.all(calls);
    expect(received).toHaveLength(320);
    expect((await call()).allowed).toBe(true);
  });

  it('counts calls by method and outcome on both sides', async () => {
    await call();
    const client = await metricsOf(tribe.service('realtime'));
    expect(client).toMatch(
      /tribe_rpc_client_duration_seconds_count\{[^}]*method="GoalAccessService.CheckGoalAccess",outcome="ok"[^}]*\} [1-9]/,
    );
    const server = await metricsOf(tribe.service('goals'));
    expect(server).toMatch(
      /tribe_rpc_server_duration_seconds_count\{[^}]*method="GoalAccessService.CheckGoalAccess",outcome="ok"[^}]*\} [1-9]/,
    );
  });

  describe('a raw message', () => {
    const connectAsRealtime = () => {
      const url = new URL(tribe.nats.urlOf('realtime'));
      return connect({
        servers: url.host,
        user: url.username,
        pass: url.password,
        inboxPrefix: '_INBOX_realtime',
      });
    };

    const send = async (payload: Uint8Array, deadline: number) => {
      const connection = await connectAsRealtime();
      const sent = headers();
      sent.set('rpc-deadline', String(deadline));
      try {
        return await connection.request(
          'rpc.goals.GoalAccessService.CheckGoalAccess.realtime',
          payload,
          {
            headers: sent,
            timeout: Math.max(500, deadline - Date.now()),
          },
        );
      } finally {
        await connection.close();
      }
    };

    it('is refused when its payload is invalid', async () => {
      const reply = await send(Buffer.from('this is no protobuf'), Date.now() + 10_000);
      expect(reply.headers?.get('rpc-error')).toBe('RPC_REQUEST_INVALID');
      expect(received).toHaveLength(0);
    });

    it.each(['tribe.goals.goal.deleted.v1', '_INBOX_goals.x', undefined])(
      'is dropped when its reply subject is %s, so that only the caller gets an answer',
      async (reply) => {
        const connection = await connectAsRealtime();
        const subject = 'rpc.goals.GoalAccessService.CheckGoalAccess.realtime';
        connection.publish(subject, new Uint8Array(), { ...(reply && { reply }) });
        await connection.flush();
        await connection.close();
        await call();
        expect(received).toHaveLength(1);
      },
    );

    it('is dropped when its deadline has passed', async () => {
      await expect(send(new Uint8Array(), Date.now() - 1)).rejects.toThrow('timeout');
      expect(received).toHaveLength(0);
    });
  });
});

async function metricsOf(service: RunningService): Promise<string> {
  return (await fetch(new URL('/metrics', service.metricsUrl))).text();
}
