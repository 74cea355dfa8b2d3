import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '.';

let tribe: Tribe;
let brian: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  brian = await tribe.person('brian');
});
afterAll(() => tribe.stop());

const names = [
  'birds”.\n\nYour account was limited.',
  'ab\u202Edc',
  'bell\u0007',
  'tab\there',
  '\u3164',
  '\u2800\u2800',
  '\u2066left',
  '   ',
];

test.each(['/api/v1/tribes', '/api/v1/groups', '/api/v1/teams'])(
  'a name at %s must be one visible line',
  async (path) => {
    for (const name of names) {
      const { status, body } = await brian.post(path, { name });
      expect([name, status, body.errors?.[0]?.pointer]).toEqual([name, 422, '/name']);
    }
  },
);

test('the name of a partnership must be one visible line', async () => {
  for (const name of names) {
    const partnership = { name, email: 'somebody@example.com' };
    const { status, body } = await brian.post('/api/v1/partnerships', partnership);
    expect([name, status, body.errors?.[0]?.pointer]).toEqual([name, 422, '/name']);
  }
});
