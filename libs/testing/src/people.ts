import { newId } from '@tribe/service-kit';
import { ApiClient } from './api-client';
import type { EventPublisher } from './event-publisher';
import { eventually } from './eventually';
import { Person, type PersonInit, type Surroundings } from './person';
import { type PersonSeed, seedOf } from './seed-people';
import type { TestTokens } from './test-tokens';

export interface PeopleOptions {
  readonly surroundings: Surroundings;
  /** Whether people register with identity; otherwise they get minted tokens. */
  readonly hasIdentity: boolean;
  readonly tokens: TestTokens;
  readonly publisher: EventPublisher;
}

/** The people of a system. */
export class People {
  private readonly known = new Map<string, Promise<Person>>();

  constructor(private readonly options: PeopleOptions) {}

  /** Returns the person with this name; the same name returns the same person. */
  get(name: string): Promise<Person> {
    const person = this.known.get(name) ?? this.create(seedOf(name));
    this.known.set(name, person);
    return person;
  }

  private async create(seed: PersonSeed): Promise<Person> {
    const init = this.options.hasIdentity ? await this.register(seed) : await this.mint(seed);
    return new Person(init, this.options.surroundings);
  }

  private async register(seed: PersonSeed): Promise<PersonInit> {
    const { username, full_name: fullName, email, password } = seed;
    const { baseUrlOf, agent } = this.options.surroundings;
    const body = { ...seed, confirm_password: password };

    // On a busy machine, the gateway may start before it has reached identity.
    const answer = await eventually(
      async () => {
        const tried = await new ApiClient(baseUrlOf, agent).post('/api/v1/auth/register', body);
        if (tried.body?.code === 'UPSTREAM_UNAVAILABLE') throw new Error('identity is not ready');
        return tried;
      },
      { everyMs: 100 },
    );

    if (answer.status !== 201)
      throw new Error(
        `${username} could not register: ${answer.status} ${JSON.stringify(answer.body)}`,
      );

    const { user, access_token: accessToken, refresh_token: refreshToken } = answer.body;

    return { id: user.id, username, fullName, email, password, accessToken, refreshToken };
  }

  private async mint({
    username,
    full_name: fullName,
    email,
    password,
  }: PersonSeed): Promise<PersonInit> {
    const id = newId();
    await this.options.publisher.announceUser({ id, username, fullName });
    const accessToken = this.options.tokens.sign({ user_id: id, username });

    return { id, username, fullName, email, password, accessToken };
  }
}
