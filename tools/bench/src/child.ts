import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

/** A call of a child, and its response. */
interface Call {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}
interface Answer {
  readonly id: number;
  readonly output?: unknown;
  readonly error?: string;
}

const children = new Set<Child>();

/** A separate process, so that its work does not block the event loop of the benchmark. */
export class Child {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<
    number,
    { resolve: (output: unknown) => void; reject: (error: Error) => void }
  >();
  private count = 0;

  /** @param script file name in this folder, without the extension */
  constructor(script: string, env: Record<string, string> = {}) {
    this.process = fork(path.join(__dirname, script), [], {
      env: { PATH: process.env['PATH'], NODE_ENV: 'development', ...env },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });

    this.process.on('message', (answer: Answer) => this.settle(answer));

    this.process.on('exit', () => {
      children.delete(this);
      for (const { reject } of this.waiting.values()) reject(new Error(`${script} ended`));
      this.waiting.clear();
    });

    children.add(this);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Calls a function that the child passed to `serve`. */
  call<T>(name: string, input?: unknown): Promise<T> {
    const id = ++this.count;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (output: unknown) => void, reject });
      this.process.send({ id, name, input } satisfies Call);
    });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await ended;
  }

  private settle({ id, output, error }: Answer): void {
    const waiter = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiter?.resolve(output);
    else waiter?.reject(new Error(error));
  }
}

export async function stopChildren(): Promise<void> {
  await Promise.all([...children].map((child) => child.stop()));
}

/** Used in the child: answers calls by name until the parent disconnects. */
export function serve(functions: Record<string, (input: never) => unknown>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', ({ id, name, input }: Call) => {
    const work = async () => functions[name]?.(input as never);
    work().then(
      (output) => process.send?.({ id, output } satisfies Answer),
      (error: unknown) =>
        process.send?.({
          id,
          error: error instanceof Error ? error.message : String(error),
        } satisfies Answer),
    );
  });
}
