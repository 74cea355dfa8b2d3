import { type DestinationStream, type LevelWithSilent, type Logger as Pino, pino } from 'pino';
import type { RequestContext } from '../context/request-context';
import { serializeError } from './error.serializer';
import { LineBuffer } from './line-buffer';
import { redact } from './redact.rules';

/** Fields of a log line. `err` is written with its stack and without user input. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Settings of the log; created by `startService`. */
export interface LoggerOptions {
  readonly service: string;
  readonly version: string;
  readonly level: LevelWithSilent;
  readonly context: RequestContext;
  /** Destination of the lines; by default standard output, buffered for up to 250 ms. */
  readonly destination?: DestinationStream | undefined;
}

/** The log line of a request. */
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
 * Logs JSON lines with the request id and trace id of the current work. Redacts secrets by field name, and email
 * addresses and tokens in texts.
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

  /** Returns a logger that adds `component` to each line. */
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
   * Logs a finished request. Every request writes this line, so it is concatenated by hand, at a fifth of the cost;
   * only route and path need escaping.
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

  /** Returns whether lines of this level are written. Check it before building expensive fields. */
  isEnabled(level: LevelWithSilent): boolean {
    return this.pino.isLevelEnabled(level);
  }

  /** Writes all buffered lines. */
  flush(): Promise<void> {
    return new Promise((resolve) => {
      this.pino.flush(() => resolve());
    });
  }

  /** Writes all buffered lines synchronously, before the process exits. */
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

/** Returns the current time as text, formatted once per millisecond. */
function timeText(): string {
  const now = Date.now();
  if (now !== timeOfText) {
    timeOfText = now;
    text = new Date(now).toISOString();
  }
  return text;
}
