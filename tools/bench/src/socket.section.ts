import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { formGroup, type Group, type Member } from './group';
import { atMost, milliseconds, type Section } from './report';
import type { Stage } from './stage';
import { latenciesOf } from './statistics';

const groups = 10;
const groupSize = 6;
/** 60 users contribute 24 times a minute each, below the limit of 30 writes a minute. */
const perSecond = 20;
const warmUps = 60;
const samples = 400;

interface Sample {
  /** Time from sending the request to the push on a friend's socket. */
  readonly push: number;
  /** Time from sending the request to its response. */
  readonly answer: number;
}

/** Measures the time from a contribution to the sockets of friends who watch the goal, through the gateway. */
export async function measureSocket({ tribe }: Stage): Promise<Section> {
  const agent = new Agent({ connections: 64 });
  const formed: Group[] = [];
  try {
    for (let index = 0; index < groups; index += 1)
      formed.push(await formGroup(tribe, agent, groupSize));
    await contributeSteadily(formed, warmUps, 0);
    const measured = await contributeSteadily(formed, samples, warmUps);
    const push = latenciesOf(measured.map((sample) => sample.push));
    const answer = latenciesOf(measured.map((sample) => sample.answer));

    return {
      title: "4. From a contribution to a friend's socket",
      columns: ['p50', 'p99'],
      lines: [
        {
          what: "request sent -> friend's socket",
          figures: [milliseconds(push.p50), milliseconds(push.p99)],
          aim: atMost(push.p50, 15, ' ms'),
        },
        {
          what: 'request sent -> response',
          figures: [milliseconds(answer.p50), milliseconds(answer.p99)],
        },
      ],
      note: `${samples} contributions at ${perSecond}/s in ${groups} goals with ${groupSize} open sockets each: gateway, goals, outbox, NATS, realtime, gateway, socket.`,
    };
  } finally {
    for (const { socket } of formed.flatMap(({ members }) => members)) socket.close();
    await agent.close();
  }
}

/**
 * Contributes in an open loop, so that a slow contribution does not delay the next. Amounts are unique, to identify
 * pushes.
 */
async function contributeSteadily(
  formed: readonly Group[],
  count: number,
  done: number,
): Promise<Sample[]> {
  const started = performance.now();
  const running: Promise<Sample>[] = [];

  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, started + (index * 1_000) / perSecond - performance.now()));
    const { goalId, members } = formed[index % groups] as Group;
    const turn = Math.floor(index / groups);
    const giver = members[turn % groupSize] as Member;
    const friend = members[(turn + 1) % groupSize] as Member;
    running.push(contribute(goalId, giver, friend, (100 + done + index) / 100));
  }

  return Promise.all(running);
}

async function contribute(
  goalId: string,
  giver: Member,
  friend: Member,
  amount: number,
): Promise<Sample> {
  const sent = performance.now();

  const pushed = friend.socket
    .next('goal.update', {
      where: ({ data, goal_id: id }) => id === goalId && data.amount === amount,
    })
    .then(() => performance.now() - sent);

  const { status, body } = await giver.api.post(`/api/v1/goals/${goalId}/contributions`, {
    amount,
  });

  const answer = performance.now() - sent;
  if (status !== 201) throw new Error(`a contribution returned ${status}: ${JSON.stringify(body)}`);

  return { push: await pushed, answer };
}
