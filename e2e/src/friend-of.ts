import { connected, type Friend, newClient } from '@tribe/demo';
import type { Person } from '@tribe/testing';

/** The client of a person that is registered and logs in. */
export async function friendOf(person: Person): Promise<Friend> {
  const { email, fullName, id, origin, password, username } = person;
  const client = newClient(origin);
  await client.session.logIn({ email, password });
  await connected(client);

  return { name: fullName.split(' ')[0] ?? fullName, id, username, tribe: client };
}
