import { randomUUID } from 'node:crypto';
import { gateway } from '@tribe/gateway';
import { identity } from '@tribe/identity';
import { messaging } from '@tribe/messaging';
import { realtime } from '@tribe/realtime';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { io } from 'socket.io-client';
import { memoryStorage, type TextStorage, TribeClient } from '..';
import { FaultyProxy } from '../faulty-proxy.test-support';

const conversations = '/api/v1/conversations';

/** The services of a chat behind a faulty proxy, and two friends. */
export class ChatWorld {
  private readonly clients: TribeClient[] = [];

  private constructor(
    readonly tribe: Tribe,
    readonly proxy: FaultyProxy,
    readonly brian: Person,
    readonly alvin: Person,
  ) {}

  static async start(): Promise<ChatWorld> {
    const tribe = await startTribe({ services: [identity, messaging, realtime, gateway] });
    const proxy = await FaultyProxy.start(tribe.service('gateway').url);
    const [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
    await tribe.befriend(brian, alvin);
    await tribe.settled();

    return new ChatWorld(tribe, proxy, brian, alvin);
  }

  /** A client that is logged in and catches up through the proxy. */
  async client(person: Person, storage: TextStorage = memoryStorage()): Promise<TribeClient> {
    const client = new TribeClient({ url: this.proxy.url, storage, io, deadlineMs: 5_000 });
    this.clients.push(client);
    const { email, password } = person;
    await client.session.logIn({ email, password });
    await client.chat.start();

    return client;
  }

  closeClients(): void {
    for (const client of this.clients.splice(0)) client.close();
    this.proxy.goOnline();
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.tribe.stop();
  }

  async group(): Promise<string> {
    const { brian, alvin } = this;
    const fields = { conversation_type: 'group', name: 'Crew', participant_ids: [alvin.id] };
    return (await brian.post(conversations, fields)).body.id;
  }

  async send(sender: Person, id: string, content: string) {
    const body = { content, client_msg_id: randomUUID() };
    const response = await sender.post(`${conversations}/${id}/messages`, body);
    expect(response.status).toBe(201);

    return response.body;
  }
}

/** Returns the contents of the lines that a user sees, those that are not sent in brackets. */
export function shownLines(client: TribeClient, id: string): string[] {
  return client.chat
    .lines(id)
    .map(({ status, content }) => (status === 'sent' ? String(content) : `[${content}]`));
}
