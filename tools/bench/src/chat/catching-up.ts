import { ApiClient } from '@tribe/testing';
import { Agent } from 'undici';
import type { BenchUser } from '../people';
import type { Stage } from '../stage';
import { percentile } from '../statistics';
import { addMissed } from './chat.data';

const missed = { conversations: 200, messages: 500 };
const rounds = 20;

interface Sync {
  readonly cursor: string;
  readonly has_more: boolean;
}

/** The times of a whole synchronization, and the number of its responses. */
export interface CatchingUp {
  readonly p50: number;
  readonly p95: number;
  readonly pages: number;
}

/** Measures how long a client needs to catch up with 200 conversations of 500 missed messages each. */
export async function measureCatchingUp({ tribe, people }: Stage): Promise<CatchingUp> {
  const [reader, sender] = people.slice(-2) as [BenchUser, BenchUser];
  const agent = new Agent({ connections: 1 });
  const api = new ApiClient(() => tribe.urlOf('messaging'), agent, reader.token);

  try {
    const { body } = await api.get<Sync>('/api/v1/sync');
    await addMissed(tribe.postgresUrl, [reader, sender], missed);
    await catchUp(api, body.cursor);
    const times: number[] = [];
    let pages = 0;

    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now();
      pages = await catchUp(api, body.cursor);
      times.push(performance.now() - start);
    }

    return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), pages };
  } finally {
    await agent.close();
  }
}

async function catchUp(api: ApiClient, from: string): Promise<number> {
  let cursor = from;

  for (let pages = 1; ; pages += 1) {
    const { status, body } = await api.get<Sync>(`/api/v1/sync?cursor=${cursor}`);
    if (status !== 200) throw new Error(`a synchronization returned ${status}`);
    if (!body.has_more) return pages;
    cursor = body.cursor;
  }
}
