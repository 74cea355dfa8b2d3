import type { Mailbox } from '@tribe/local-servers';
import type { Person } from './person';
import { seedOf } from './seed-people';

const firstAdmin = 'harbourmaster';

/** The address that identity is configured to take for that of the first admin. */
export const firstAdminEmail = seedOf(firstAdmin).email;

export interface AdminsOptions {
  readonly mailbox: Mailbox;
  readonly person: (name: string) => Promise<Person>;
  readonly settled: () => Promise<void>;
}

/** People who may do what admins do. */
export class Admins {
  private firstVerified: Promise<void> | undefined;

  constructor(private readonly options: AdminsOptions) {}

  /** An admin who has just logged in. Without a name, the first one. */
  async get(name = firstAdmin): Promise<Person> {
    const person = await this.options.person(name);
    if (name === firstAdmin) await (this.firstVerified ??= this.verify(person));
    else await appoint(await this.get(), person);
    return person.logIn();
  }

  /** Verifies the address of somebody who registered, with the token of the mail that they were sent. */
  private async verify(person: Person): Promise<void> {
    const { mailbox, settled } = this.options;
    await settled();
    const token = mailbox.tokenTo(person.email);
    const { status } = await person.post('/api/v1/auth/verify-email', { token });
    if (status !== 200)
      throw new Error(`${person.email} was not verified: ${status}. Does notifications run?`);
  }
}

/** Makes somebody an admin, in the name of an admin who has just logged in. */
async function appoint(admin: Person, person: Person): Promise<void> {
  const { status } = await admin.put(`/api/v1/admin/users/${person.id}/roles/admin`);
  if (status !== 200) throw new Error(`${person.username} was not appointed: ${status}`);
}
