import { RequestContext, RequestScope } from '../context/request-context';
import { Logger } from './logger';

const setUp = () => {
  const lines: string[] = [];
  const context = new RequestContext();
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = Logger.create({
    service: 'goals',
    version: '1',
    level: 'info',
    context,
    destination,
  });
  return { lines, context, logger, last: () => JSON.parse(lines.at(-1) ?? '{}') };
};

describe('the log of a service', () => {
  it('is JSON with service, level and time', () => {
    const { logger, last } = setUp();
    logger.info({ goal_id: '7' }, 'goal completed');
    expect(last()).toMatchObject({
      level: 'info',
      service: 'goals',
      goal_id: '7',
      msg: 'goal completed',
      time: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    'authorization',
    'Authorization',
    'cookie',
    'password',
    'confirm_password',
    'token',
    'access_token',
    'refresh_token',
    'accessToken',
    'email',
    'idempotency-key',
    'secret',
    'DATABASE_URL',
  ])('redacts the field %s at any depth', (field) => {
    const { logger, lines } = setUp();
    logger.info({ [field]: 'hunter2', request: { headers: [{ [field]: 'hunter2' }] } }, 'x');
    expect(lines.join()).not.toContain('hunter2');
    expect(lines.join()).toContain('[redacted]');
  });

  it('redacts email addresses, tokens and credentials in texts and errors', () => {
    const { logger, lines } = setUp();
    const cause = new Error('Key (email)=(brian@example.org) already exists');
    logger.error({ err: new Error('postgresql://goals:hunter2@db/tribe failed', { cause }) }, 'x');
    logger.info({ note: 'Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln' }, 'x');
    expect(lines.join()).not.toMatch(/brian@|hunter2|eyJzdWIi/);
  });

  it('omits the arguments of a failed Prisma call', () => {
    const { logger, lines } = setUp();
    const error = Object.assign(
      new Error('Invalid call {\n  bio: "private"\n}\nUnique constraint failed'),
      {
        name: 'PrismaClientKnownRequestError',
      },
    );
    logger.error({ err: error }, 'x');
    expect(lines.join()).toContain('Unique constraint failed');
    expect(lines.join()).not.toContain('private');
  });

  it('contains request id and trace id across every await', async () => {
    const { logger, context, last } = setUp();
    const scope = new RequestScope({ requestId: 'request-1' });
    await context.run(scope, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      logger.for('Relay').warn('x');
    });
    expect(last()).toMatchObject({
      request_id: 'request-1',
      trace_id: scope.traceId,
      component: 'Relay',
      level: 'warn',
    });
    logger.info('outside');
    expect(last().request_id).toBeUndefined();
  });
});
