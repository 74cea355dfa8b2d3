import { eventually, type SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';
import { contribute, formSavingsGroup, type SavingsGroup } from './savings-group';

let tribe: Tribe;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, env: { SUBSCRIPTION_REVIEW_MS: '200' } });
  group = await formSavingsGroup(tribe);
}, 60_000);
afterAll(() => tribe.stop());

const updatesOn = (socket: SocketClient) =>
  socket.received.filter(({ event }) => event === 'goal.update').length;

test('a subscription ends with its right although the event of the end was lost', async () => {
  const { brian, clarie, goalId } = group;
  const socket = await clarie.socket();
  expect(await socket.request('subscribe', { channel: 'goal', goal_id: goalId })).toEqual({
    ok: true,
  });
  const database = await tribe.db('goals');
  const participant = 'goal_id = $1 AND user_id = $2';
  await database.query(`UPDATE goal_participants SET left_at = now() WHERE ${participant}`, [
    goalId,
    clarie.id,
  ]);
  await eventually(async () => {
    const before = updatesOn(socket);
    await contribute(brian, goalId, 1);
    await tribe.settled();
    return updatesOn(socket) === before;
  });
  await database.query(`UPDATE goal_participants SET left_at = NULL WHERE ${participant}`, [
    goalId,
    clarie.id,
  ]);
  socket.close();
});
