import { memoryStorage, TribeClient } from '@tribe/client';
import { eventually, type Person } from '@tribe/testing';
import type { UnreliableNetwork } from './unreliable-network';

/** A device of a person, whose app can end and start again with the same storage. */
export class Device {
  private readonly storage = memoryStorage();
  private client: TribeClient | undefined;

  constructor(
    readonly person: Person,
    private readonly url: string,
    private readonly network: UnreliableNetwork,
  ) {}

  async logIn(): Promise<void> {
    this.client = this.newClient();
    const { email, password } = this.person;
    await this.tribe.session.logIn({ email, password });
    await this.tribe.chat.start();
  }

  get tribe(): TribeClient {
    if (this.client === undefined) throw new Error('The app is not running');
    return this.client;
  }

  /** Ends the app without notice and starts it again. */
  async restart(): Promise<void> {
    this.tribe.close();
    this.client = this.newClient();
    await this.tribe.chat.start();
  }

  close(): void {
    this.client?.close();
  }

  /** Waits until everything is sent, and loads all lines of a conversation. */
  async caughtUp(id: string): Promise<void> {
    await eventually(async () => {
      await this.tribe.queue.flush();
      expect(await this.tribe.queue.size()).toBe(0);
    });

    await this.tribe.chat.show(id);
    await this.tribe.chat.sync();
    while (await this.tribe.chat.loadOlder(id));
  }

  private newClient(): TribeClient {
    const { open: io, fetch } = this.network;
    return new TribeClient({ url: this.url, storage: this.storage, io, fetch });
  }
}
