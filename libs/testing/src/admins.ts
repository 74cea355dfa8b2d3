import type { Mailbox } from '@tribe/local-servers';
import type { Person } from './person';
import { seedOf } from './seed-people';
import { SoftwareAuthenticator } from './software-authenticator';

const firstAdmin = 'harbourmaster';

/** The address of the first admin in identity's configuration. */
export const firstAdminEmail = seedOf(firstAdmin).email;

type Role = 'admin' | 'moderator';

export interface AdminsOptions {
  readonly mailbox: Mailbox;
  readonly person: (name: string) => Promise<Person>;
  readonly settled: () => Promise<void>;
}

/** The admins and moderators of a system. */
export class Admins {
  private firstDevice: Promise<SoftwareAuthenticator> | undefined;

  constructor(private readonly options: AdminsOptions) {}

  /** Returns an admin with a new session, or a moderator; the first admin by default. */
  async get(name = firstAdmin, role: Role = 'admin'): Promise<Person> {
    const person = await this.options.person(name);
    if (name === firstAdmin)
      return person.logInWith(await (this.firstDevice ??= this.equip(person)));
    await appoint(await this.get(), person, role);

    return person.logIn();
  }

  /** Verifies the address of the first admin and adds a passkey: the role requires both. */
  private async equip(person: Person): Promise<SoftwareAuthenticator> {
    const signedIn = await person.logIn();
    await this.verify(signedIn);
    const device = new SoftwareAuthenticator();
    await signedIn.addPasskey(device);

    return device;
  }

  /** Verifies the address of a registered person with the token of the verification mail. */
  private async verify(person: Person): Promise<void> {
    const { mailbox, settled } = this.options;
    await settled();
    const token = mailbox.tokenTo(person.email);
    const { status } = await person.post('/api/v1/auth/verify-email', { token });
    if (status !== 200)
      throw new Error(`${person.email} was not verified: ${status}. Does notifications run?`);
  }
}

/** Gives a role to a person, as the given admin. */
async function appoint(admin: Person, person: Person, role: 'admin' | 'moderator'): Promise<void> {
  const { status } = await admin.put(`/api/v1/admin/users/${person.id}/roles/${role}`);
  if (status !== 200) throw new Error(`${person.username} was not appointed: ${status}`);
}
