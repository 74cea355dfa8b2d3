import type { LocalIssuer, Person, Tribe } from '@tribe/testing';

export const contacts = '/api/v1/friends/contacts';
const phone = '/api/v1/users/me/phone';

/** A user with a phone number. */
export interface Caller {
  readonly person: Person;
  readonly number: string;
}

/** Creates users with phone numbers, and changes their numbers. */
export class PhonePeople {
  private count = 0;

  constructor(
    private readonly tribe: Tribe,
    private readonly issuer: LocalIssuer,
  ) {}

  newNumber(): string {
    return `+2547${String(++this.count).padStart(8, '0')}`;
  }

  /** Creates a user without a number. */
  person(): Promise<Person> {
    return this.tribe.person(`caller ${++this.count}`);
  }

  /** Creates a user with a verified number, who is discoverable unless `shy`. */
  async caller({ shy = false } = {}): Promise<Caller> {
    const person = await this.person();
    const number = this.newNumber();
    await this.show(person, number);
    await this.letFind(person, !shy);

    return { person, number };
  }

  async show(person: Person, number: string): Promise<void> {
    const seconds = Math.floor(this.tribe.clock.now().getTime() / 1000);

    const { status } = await person.put(phone, {
      id_token: await this.issuer.signPhone(seconds, number),
    });

    if (status !== 200) throw new Error(`${person.username} could not show ${number}: ${status}`);
    await this.tribe.settled();
  }

  async letFind(person: Person, wish = true): Promise<void> {
    await person.put('/api/v1/settings/privacy', { discoverable_by_phone: wish });
    await this.tribe.settled();
  }

  async forget(person: Person): Promise<void> {
    await person.delete(phone);
    await this.tribe.settled();
  }
}

export const look = (person: Pick<Person, 'post'>, numbers: readonly string[], more: object = {}) =>
  person.post(contacts, { phone_numbers: numbers, ...more });

/** Returns the ids of the users that a person finds with phone numbers, in an undefined order. */
export async function found(person: Pick<Person, 'post'>, ...numbers: string[]): Promise<string[]> {
  const { status, body } = await look(person, numbers);
  if (status !== 200)
    throw new Error(`looking up contacts returned ${status} ${JSON.stringify(body)}`);
  return body.contacts.map(({ id }: { id: string }) => id);
}

/** Returns the suggested users and the reasons. */
export async function suggestedTo(
  person: Pick<Person, 'get'>,
  query = '',
): Promise<[string, string][]> {
  const { body } = await person.get(`/api/v1/friends/suggestions${query}`);
  return body.suggestions.map(({ user, reason }: { user: { id: string }; reason: string }) => [
    user.id,
    reason,
  ]);
}
