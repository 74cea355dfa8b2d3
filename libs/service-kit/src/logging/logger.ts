import { type DestinationStream, type LevelWithSilent, type Logger as Pino, pino } from 'pino';
import type { RequestContext } from '../context/request-context';
import { serializeError } from './error.serializer';
import { LineBuffer } from './line-buffer';
import { redact } from './redact.rules';

/** Fields of one log line. `err` is written with its stack and without what the user typed. */
export type LogFields = Readonly<Record<string, unknown>>;

/** How a service logs; made by `startService`. */
export interface LoggerOptions {
  readonly service: string;
  readonly version: string;
  readonly level: LevelWithSilent;
  readonly context: RequestContext;
  /** Where lines go; standard output, buffered for at most a quarter of a second, when absent. */
  readonly destination?: DestinationStream | undefined;
}

/** What is logged of every request. */
export interface RequestLine {
  readonly requestId: string;
  readonly traceId: string;
  readonly method: string;
  readonly route: string;
  /** Without its query. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly userId: string | undefined;
}

/**
 * JSON lines with the request id and trace id of the work that runs. Secrets are removed by field name, and e-mail
 * addresses and tokens out of texts.
 *
 * @example logger.info({ goal_id: goal.id }, 'goal completed');
 * @example private readonly logger = root.for('OutboxRelay');
 */
export class Logger {
  private constructor(
    private readonly pino: Pino,
    private readonly output: DestinationStream,
    private readonly opening: string,
  ) {}

  static create({ service, version, level, context, destination }: LoggerOptions): Logger {
    const options = {
      level,
      base: { service, version },
      timestamp: () => `,"time":"${timeText()}"`,
      formatters: {
        level: (label: string) => ({ level: label }),
        log: (fields: object) => redact(fields) as Record<string, unknown>,
      },
      serializers: {
        err: (error: unknown) => serializeError(error),
        error: (error: unknown) => serializeError(error),
      },
      mixin: () => {
        const scope = context.current();
        return scope === undefined ? {} : { request_id: scope.requestId, trace_id: scope.traceId };
      },
    };
    const output = destination ?? new LineBuffer();
    const opening = `,"service":${JSON.stringify(service)},"version":${JSON.stringify(version)}`;
    return new Logger(pino(options, output), output, opening);
  }

  /** The same log with a `component` on each line. */
  for(component: string): Logger {
    return new Logger(this.pino.child({ component }), this.output, this.opening);
  }

  debug(fields: LogFields, message: string): void;
  debug(message: string): void;
  debug(first: LogFields | string, message?: string): void {
    if (this.pino.isLevelEnabled('debug')) this.write('debug', first, message);
  }

  info(fields: LogFields, message: string): void;
  info(message: string): void;
  info(first: LogFields | string, message?: string): void {
    this.write('info', first, message);
  }

  warn(fields: LogFields, message: string): void;
  warn(message: string): void;
  warn(first: LogFields | string, message?: string): void {
    this.write('warn', first, message);
  }

  error(fields: LogFields, message: string): void;
  error(message: string): void;
  error(first: LogFields | string, message?: string): void {
    this.write('error', first, message);
  }

  /**
   * One line about a request that was answered. It is the only line every request writes, so it is put together by
   * hand, at a fifth of the cost; all of its texts are ours or plain ids, except the path.
   */
  request(line: RequestLine): void {
    if (!this.pino.isLevelEnabled('info')) return;
    this.output.write(
      `{"level":"info","time":"${timeText()}"${this.opening},"request_id":"${line.requestId}","trace_id":"${line.traceId}",` +
        `"method":"${line.method}","route":${JSON.stringify(line.route)},"path":${JSON.stringify(line.path)},` +
        `"status":${line.status},"ms":${line.milliseconds.toFixed(2)}` +
        `${line.userId === undefined ? '' : `,"user_id":"${line.userId}"`},"msg":"request"}\n`,
    );
  }

  /** True when lines of this level are written: ask before building costly fields. */
  isEnabled(level: LevelWithSilent): boolean {
    return this.pino.isLevelEnabled(level);
  }

  /** Writes what is still buffered. */
  flush(): Promise<void> {
    return new Promise((resolve) => {
      this.pino.flush(() => resolve());
    });
  }

  /** Writes what is still buffered and returns when it is out: for the last words of a process. */
  flushSync(): void {
    if (this.output instanceof LineBuffer) this.output.flushSync();
  }

  private write(
    level: 'debug' | 'info' | 'warn' | 'error',
    first: LogFields | string,
    message?: string,
  ): void {
    if (typeof first === 'string') this.pino[level](first);
    else this.pino[level](first, message);
  }
}

let timeOfText = 0;
let text = '';

/** The current time as text, written once a millisecond. */
function timeText(): string {
  const now = Date.now();
  if (now !== timeOfText) {
    timeOfText = now;
    text = new Date(now).toISOString();
  }
  return text;
}
