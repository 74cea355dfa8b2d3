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

type Send = (member: number, room: string, content: string) => Promise<unknown> | void;

/** Opens the sockets, and measures deliveries with Tribe and with a bare socket.io server in turn. */
export async function measureDelivery(
  stage: Stage,
): Promise<{ deliveries: Delivery[]; kilobytesPerSocket: number }> {
  const { tribe } = stage;
  const people = stage.people.slice(0, socketCount);
  const realtime = tribe.service('realtime').pid;
  const agent = new Agent({ connections: 64 });
  const raw = new Child('chat/raw-sockets.child');
  const rawUrl = await raw.call<string>('listen');

  const before = residentMegabytes(realtime);
  const tokens = people.map(({ token }) => ({ token }));
  const crowd = await Crowd.gather(tribe.urlOf('realtime'), '/ws', tokens);
  const kilobytesPerSocket = ((residentMegabytes(realtime) - before) * 1_000) / socketCount;

  const rooms = people.map((_, index) => ({ rooms: roomSizes.map((size) => roomOf(size, index)) }));
  const rawCrowd = await Crowd.gather(rawUrl, '/socket.io', rooms);

  const apis = people.map(({ token }) => new ApiClient(() => tribe.urlOf('gateway'), agent, token));

  const overTribe: Send = async (member, room, content) => {
    const path = `/api/v1/conversations/${room}/messages`;
    const answer = await apis[member]?.post(path, { content, client_msg_id: randomUUID() });
    if (answer?.status !== 201) throw new Error(`a message returned ${answer?.status}`);
  };
  const overRaw: Send = (member, room, content) => {
    rawCrowd.sockets[member]?.emit('send', room, content);
  };

  try {
    const deliveries: Delivery[] = [];
    for (const size of roomSizes) {
      await sendAll(crowd, overTribe, size, warmUps);
      await sendAll(rawCrowd, overRaw, size, warmUps);
      const measuredTribe = await sendAll(crowd, overTribe, size, samples);
      const measuredRaw = await sendAll(rawCrowd, overRaw, size, samples);
      deliveries.push({ size, tribe: latenciesOf(measuredTribe), raw: latenciesOf(measuredRaw) });
    }

    return { deliveries, kilobytesPerSocket };
  } finally {
    crowd.disperse();
    rawCrowd.disperse();
    await agent.close();
    await raw.stop();
  }
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
