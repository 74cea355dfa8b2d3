import { once } from 'node:events';
import path from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { compileWorkspaces } from '../build/compile';
import { servicesUsing, sourceChangeOf } from './source-change.rules';
import { readDependencies } from './workspaces';

/** Wait after a change, because editors write files in several steps. */
const settleMs = 60;
const folders = ['libs', 'services', 'proto'];
const ignoredFolder = /[/\\](node_modules|dist|generated)$/;

export interface SourceWatchOptions {
  readonly root: string;
  /** Restarts the given services and resolves with the names of those that were running. */
  readonly restart: (services: ReadonlySet<string>) => Promise<readonly string[]>;
  readonly say: (line: string) => void;
}

/** Compiles sources when they change and restarts the services that run them. */
export class SourceWatch {
  private readonly watcher: FSWatcher;
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly options: SourceWatchOptions) {
    const { root } = options;
    this.watcher = watch(folders, {
      cwd: root,
      ignoreInitial: true,
      ignored: (file) => ignoredFolder.test(file),
    });
    this.watcher.on('all', (_event, file) => this.note(file.split(path.sep).join('/')));
  }

  /** Resolves when the watch is active. */
  async start(): Promise<void> {
    await once(this.watcher, 'ready');
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.watcher.close();
    await this.work;
  }

  private note(file: string): void {
    if (sourceChangeOf(file).kind === 'ignore') return;
    this.changed.add(file);
    clearTimeout(this.timer);

    this.timer = setTimeout(() => {
      this.work = this.work.then(() => this.apply());
    }, settleMs);
  }

  private async apply(): Promise<void> {
    const { restart, say } = this.options;
    const files = [...this.changed];
    this.changed.clear();
    if (files.length === 0) return;
    const startedAt = Date.now();

    try {
      const services = await this.compile(files);
      const restarted = services.size === 0 ? [] : await restart(services);
      if (restarted.length === 0) return;
      const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
      const names = files.map((file) => path.basename(file)).join(', ');
      say(`${restarted.join(', ')} restarted with ${names} (${seconds} s)`);
    } catch (error) {
      // The remaining text is the stack of the compiler.
      say(String(error instanceof Error ? error.message : error).split('\n\nCaused by:')[0] ?? '');
      say('Waiting for the next change …');
    }
  }

  /** @returns the services that run the compiled sources */
  private async compile(files: readonly string[]): Promise<Set<string>> {
    const dependencies = readDependencies(this.options.root);
    const workspaces = new Set<string>();
    const services = new Set<string>();

    for (const file of files) {
      const change = sourceChangeOf(file);
      if (change.kind === 'restart-needed')
        this.options.say(`${file} changed; restart npm start to apply the change.`);
      if (change.kind !== 'compile') continue;
      workspaces.add(change.workspace);
      for (const service of servicesUsing(change.workspace, dependencies)) services.add(service);
    }

    const compiled = await compileWorkspaces(this.options.root, [...workspaces]);

    return compiled === 0 ? new Set() : services;
  }
}
