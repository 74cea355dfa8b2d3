import fs from 'node:fs';
import { identity } from '@tribe/identity';
import { socialGraph } from '@tribe/social-graph';
import { eventually, LocalIssuer, startTribe } from '@tribe/testing';
import { look, PhonePeople } from './phone-people';

const standardOutput = 1;

/**
 * Returns what this process writes to standard output while `work` runs, until a line contains the text that `work`
 * returned.
 */
async function loggedDuring(work: () => Promise<string>): Promise<string> {
  let logged = '';
  const write = jest.spyOn(fs, 'write').mockImplementation(((
    fd: number,
    text: unknown,
    ...rest: unknown[]
  ) => {
    const done = rest.at(-1) as (error: null, bytes: number) => void;
    if (fd === standardOutput) logged += String(text);
    done(null, Buffer.byteLength(String(text)));
  }) as never);
  try {
    const end = await work();
    await eventually(() => expect(logged).toContain(end));
    return logged;
  } finally {
    write.mockRestore();
  }
}

test('phone numbers are not logged at any level, even while identity is unavailable', async () => {
  const issuer = await LocalIssuer.start();
  const env = { ...issuer.environment, LOG_LEVEL: 'trace' };
  let digits: string[] = [];
  const logged = await loggedDuring(async () => {
    const tribe = await startTribe({ services: [identity, socialGraph], env });
    const people = new PhonePeople(tribe, issuer);
    const [asker, contact] = [await people.caller(), await people.caller()];
    const numbers = [asker.number, contact.number, people.newNumber()];
    digits = numbers.map((number) => number.slice(4));
    expect((await look(asker.person, numbers)).status).toBe(200);
    expect((await look(asker.person, [...numbers, 7 as never])).status).toBe(422);
    const forged = await issuer.forge(0, { phone_number: contact.number });
    expect((await asker.person.put('/api/v1/users/me/phone', { id_token: forged })).status).toBe(
      401,
    );
    await tribe.stopService('identity');
    const refused = await look(asker.person, numbers);
    expect(refused.status).toBe(503);
    await tribe.stop();
    return (refused.body as { request_id: string }).request_id;
  });
  await issuer.stop();
  for (const number of digits) expect(logged).not.toContain(number);
  expect(logged).toContain('/api/v1/friends/contacts');
});
