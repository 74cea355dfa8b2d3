import { gateway } from '@tribe/gateway';
import { identity } from '@tribe/identity';
import { messaging } from '@tribe/messaging';
import { realtime } from '@tribe/realtime';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import fc from 'fast-check';
import { repetitions } from '../faults/thorough';
import { Device } from './device';
import { UnreliableNetwork } from './unreliable-network';

let tribe: Tribe;
let people: [Person, Person, Person];
const devices: Device[] = [];

beforeAll(async () => {
  tribe = await startTribe({ services: [identity, messaging, realtime, gateway] });
  people = [await tribe.person('brian'), await tribe.person('alvin'), await tribe.person('clarie')];
  for (const friend of people.slice(1)) await tribe.befriend(people[0], friend);
  await tribe.settled();
});

afterEach(() => {
  for (const device of devices.splice(0)) device.close();
});

afterAll(() => tribe.stop());

type Action = 'send' | 'edit' | 'delete' | 'read' | 'restart' | 'sync';

const step = fc.constantFrom<Action>(
  ...([
    'send',
    'send',
    'send',
    'send',
    'send',
    'edit',
    'delete',
    'read',
    'restart',
    'sync',
  ] as const),
);

const deviceCount = 6;
const chances = fc.array(fc.nat(99), { minLength: 97, maxLength: 97 });
const plan = fc.record({
  steps: fc.array(fc.array(step, { minLength: 6, maxLength: 12 }), {
    minLength: deviceCount,
    maxLength: deviceCount,
  }),
  chances: fc.array(chances, { minLength: deviceCount, maxLength: deviceCount }),
});

async function newGroup(): Promise<string> {
  const [owner, ...others] = people;
  const participant_ids = others.map(({ id }) => id);
  const group = { conversation_type: 'group', name: 'Crew', participant_ids };
  return (await owner.post('/api/v1/conversations', group)).body.id;
}

/** Two devices for each person. */
async function startDevices(faults: readonly number[][]): Promise<Device[]> {
  const { url } = tribe.service('gateway');

  const started = faults.map((chance, index) => {
    const person = people[Math.floor(index / 2)] as Person;
    return new Device(person, url, new UnreliableNetwork(chance));
  });

  devices.push(...started);
  await Promise.all(started.map((device) => device.logIn()));

  return started;
}

async function perform(device: Device, action: Action, id: string, content: string) {
  const { chat } = device.tribe;
  const own = chat
    .lines(id)
    .filter(({ message }) => message?.sender?.id === device.person.id && !message.is_deleted);
  const message = own[own.length >> 1]?.message;
  const path = message && { conversationId: id, messageId: message.id };
  const messagePath = '/api/v1/conversations/{conversationId}/messages/{messageId}' as const;

  if (action === 'send') await chat.send(id, content);
  if (action === 'read') await chat.read(id);
  if (action === 'sync') await chat.sync();
  if (action === 'restart') await device.restart();
  // Another device may have deleted it.
  if (action === 'edit' && path)
    await device.tribe.put(messagePath, { path, body: { content: `${content}!` } }).catch(() => {});
  if (action === 'delete' && path) await device.tribe.delete(messagePath, { path }).catch(() => {});
}

/** The messages of a group as the server has them, the oldest first. */
async function storedMessages(person: Person, id: string) {
  const { body } = await person.get(`/api/v1/conversations/${id}/messages?limit=100`);
  expect(body.pagination.has_more).toBe(false);

  return body.messages
    .map((message: { id: string; seq: number; content: string; is_deleted: boolean }) => ({
      id: message.id,
      seq: message.seq,
      content: message.content,
      is_deleted: message.is_deleted,
    }))
    .toReversed();
}

function shownMessages(device: Device, id: string) {
  return device.tribe.chat.lines(id).map(({ status, content, message }) => {
    expect(status).toBe('sent');
    return { id: message?.id, seq: message?.seq, content, is_deleted: message?.is_deleted };
  });
}

async function unreadOf(person: Person, id: string): Promise<number> {
  return (await person.get(`/api/v1/conversations/${id}`)).body.unread_count;
}

async function expectSameView(device: Device, id: string): Promise<void> {
  await device.caughtUp(id);
  const { person } = device;
  const { chat } = device.tribe;
  expect(shownMessages(device, id)).toEqual(await storedMessages(person, id));

  const shown = chat.conversations().find((each) => each.id === id);
  expect(shown?.unread_count).toBe(await unreadOf(person, id));
  expect(await chat.verify(id)).toEqual({ isProven: true });
}

test('devices with a bad network show in the end what the server has: every message once, in one order', async () => {
  const runs = { numRuns: repetitions({ few: 2, many: 30 }), endOnFailure: true };

  await fc.assert(
    fc.asyncProperty(plan, async ({ steps, chances: faults }) => {
      const id = await newGroup();
      const started = await startDevices(faults);
      await Promise.all(started.map((device) => device.tribe.chat.show(id)));
      const sent: string[] = [];

      const work = async (device: Device, index: number) => {
        for (const [number, action] of (steps[index] ?? []).entries()) {
          const content = `${index}.${number}`;
          await perform(device, action, id, content);
          if (action === 'send') sent.push(content);
        }
      };

      await Promise.all(started.map(work));
      for (const device of started) await device.caughtUp(id);
      for (const device of started) await expectSameView(device, id);

      const { body: chain } = await people[0].get(`/api/v1/conversations/${id}/chain`);
      const numbers = chain.entries.map(({ seq }: { seq: number }) => seq);
      expect(numbers).toEqual(numbers.map((_: number, index: number) => index + 1));
      expect(await storedMessages(people[0], id)).toHaveLength(sent.length);
      for (const device of devices.splice(0)) device.close();
    }),
    runs,
  );
}, 300_000);
