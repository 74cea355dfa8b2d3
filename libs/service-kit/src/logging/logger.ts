import { type DestinationStream, type LevelWithSilent, type Logger as Pino, pino } from 'pino';
import type { RequestContext } from '../context/request-context';
import { serializeError } from './error.serializer';
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

const BUFFER_BYTES = 8_192;
const FLUSH_MILLISECONDS = 250;

/**
 * JSON lines with the request id and trace id of the work that runs. Secrets are removed by field name, and e-mail
 * addresses and tokens out of texts.
 *
 * @example logger.info({ goal_id: goal.id }, 'goal completed');
 * @example private readonly logger = root.for('OutboxRelay');
 */
export class Logger {
  private constructor(private readonly pino: Pino) {}

  static create({ service, version, level, context, destination }: LoggerOptions): Logger {
    const options = {
      level,
      base: { service, version },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: (label: string) => ({ level: label }),
        log: (fields: object) => redact(fields) as Record<string, unknown>,
      },
      serializers: { err: (error: unknown) => serializeError(error), error: (error: unknown) => serializeError(error) },
      mixin: () => {
        const scope = context.current();
        return scope === undefined ? {} : { request_id: scope.requestId, trace_id: scope.traceId };
      },
    };
    const output =
      destination ?? pino.destination({ sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_MILLISECONDS });
    return new Logger(pino(options, output));
  }

  /** The same log with a `component` on each line. */
  for(component: string): Logger {
    return new Logger(this.pino.child({ component }));
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

  private write(level: 'debug' | 'info' | 'warn' | 'error', first: LogFields | string, message?: string): void {
    if (typeof first === 'string') this.pino[level](first);
    else this.pino[level](first, message);
  }
}
