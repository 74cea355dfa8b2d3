import { clientOf, Narrator, runPhoto } from '@tribe/demo';
import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { friendOf } from '../friend-of';

const fans = 199;

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
}, 60_000);
afterAll(() => tribe.stop());

test('a friend sees a photo live without its place, and 200 likes are one notification', async () => {
  const [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  await tribe.befriend(brian, alvin);
  const people = await Promise.all(
    Array.from({ length: fans }, (_, index) => tribe.person(`fan${index}`)),
  );
  await tribe.settled();

  const crowd = await Promise.all(
    people.map(({ id, accessToken: access_token, refreshToken: refresh_token = '', origin }) =>
      clientOf({ access_token, refresh_token, expires_in: 900, user: { id } }, origin),
    ),
  );

  const heard: string[] = [];
  const [author, friend] = [await friendOf(brian), await friendOf(alvin)];

  try {
    await runPhoto({ author, friend, crowd }, new Narrator((line) => heard.push(line)));
  } finally {
    for (const client of [author.tribe, friend.tribe, ...crowd]) client.close();
  }

  expect(heard.join('\n')).toContain('uploads a photo with the place where it was taken');
  expect(heard.join('\n')).toContain('without a place');
  expect(heard.at(-1)).toContain('and 199 others liked your post');
}, 120_000);
