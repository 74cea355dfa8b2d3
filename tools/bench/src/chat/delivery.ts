import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '@tribe/testing';
import { Agent } from 'undici';
import { Child } from '../child';
import { residentMegabytes } from '../process-usage';
import type { Stage } from '../stage';
import { type Latencies, latenciesOf } from '../statistics';
import { socketCount } from './chat.data';
import { Crowd } from './crowd';
import { roomIdOf, type RoomSize, roomSizes } from './rooms';

const samples = 120;
const warmUps = 30;
const pauseMs = 50;

/** The time from sending a message to its arrival at the last member of a group. */
export interface Delivery {
  readonly size: RoomSize;
  readonly tribe: Latencies;
  /** From an emit to the last member, with a server that does nothing else. */
  readonly raw: Latencies;
}

type Send = (member: number, room: string, content: string) => Promise<void>;

/** Opens the sockets, and measures deliveries with Tribe and with a bare socket.io server in turn. */
export async function measureDelivery(
  stage: Stage,
): Promise<{ deliveries: Delivery[]; kilobytesPerSocket: number }> {
  const { tribe } = stage;
  const people = stage.people.slice(0, socketCount);
  const realtime = tribe.service('realtime').pid;
  const agent = new Agent({ connections: 64 });
  const raw = new Child('chat/raw-sockets.child');

  const before = residentMegabytes(realtime);
  const tokens = people.map(({ token }) => ({ token }));
  const crowd = await Crowd.gather(tribe.urlOf('realtime'), '/ws', tokens);
  const kilobytesPerSocket = ((residentMegabytes(realtime) - before) * 1_000) / socketCount;

  const rooms = people.map((_, index) => ({ rooms: roomSizes.map((size) => roomOf(size, index)) }));
  const rawCrowd = await Crowd.gather(await raw.call<string>('listen'), '/socket.io', rooms);
  const apis = people.map(({ token }) => new ApiClient(() => tribe.urlOf('gateway'), agent, token));

  try {
    const deliveries: Delivery[] = [];
    for (const size of roomSizes)
      deliveries.push(
        await measureSize(size, [crowd, overTribe(apis)], [rawCrowd, overRaw(rawCrowd)]),
      );

    return { deliveries, kilobytesPerSocket };
  } finally {
    crowd.disperse();
    rawCrowd.disperse();
    await agent.close();
    await raw.stop();
  }
}

type Way = readonly [crowd: Crowd, send: Send];

async function measureSize(size: RoomSize, tribe: Way, raw: Way): Promise<Delivery> {
  for (const [crowd, send] of [tribe, raw]) await sendAll(crowd, send, size, warmUps);
  const byTribe = await sendAll(...tribe, size, samples);
  const byRaw = await sendAll(...raw, size, samples);

  return { size, tribe: latenciesOf(byTribe), raw: latenciesOf(byRaw) };
}

function overTribe(apis: readonly ApiClient[]): Send {
  return async (member, room, content) => {
    const path = `/api/v1/conversations/${room}/messages`;
    const answer = await apis[member]?.post(path, { content, client_msg_id: randomUUID() });
    if (answer?.status !== 201) throw new Error(`a message returned ${answer?.status}`);
  };
}

function overRaw({ sockets }: Crowd): Send {
  return async (member, room, content) => {
    sockets[member]?.emit('send', room, content);
  };
}

/** One message after the other, each to another group. */
async function sendAll(crowd: Crowd, send: Send, size: RoomSize, count: number): Promise<number[]> {
  const full = Math.floor(socketCount / size);
  const times: number[] = [];

  for (let index = 0; index < count; index += 1) {
    const member = (index % full) * size + (Math.floor(index / full) % size);
    const content = randomUUID();
    const arrival = crowd.arrivalOf(content, size);
    const sent = performance.now();
    await send(member, roomOf(size, member), content);
    times.push((await arrival) - sent);
    await sleep(pauseMs);
  }

  return times;
}

function roomOf(size: RoomSize, member: number): string {
  return roomIdOf(size, Math.floor(member / size));
}
