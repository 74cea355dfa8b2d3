import type { Agent } from 'undici';
import { ApiClient } from './api-client';
import { SocketClient } from './socket-client';
import type { SoftwareAuthenticator } from './software-authenticator';

/** Account data of a person. */
export interface PersonInit {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly accessToken: string;
  /** Only for people registered with identity. */
  readonly refreshToken?: string;
  readonly email: string;
  readonly password: string;
}

/** Access to the system under test. */
export interface Surroundings {
  readonly baseUrlOf: (path: string) => string;
  readonly agent: Agent;
  readonly openSocket: (token: string) => Promise<SocketClient>;
}

/**
 * A signed-in user whose requests carry their access token.
 *
 * @example
 * const brian = await tribe.person('brian');
 * const { body } = await brian.post('/api/v1/goals', { title: 'Trip', goal_type: 'group' });
 * const socket = await brian.socket();
 */
export class Person extends ApiClient {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;

  constructor(
    init: PersonInit,
    private readonly surroundings: Surroundings,
  ) {
    super(surroundings.baseUrlOf, surroundings.agent, init.accessToken);
    this.id = init.id;
    this.username = init.username;
    this.fullName = init.fullName;
    this.email = init.email;
    this.password = init.password;
    this.accessToken = init.accessToken;
    this.refreshToken = init.refreshToken;
  }

  /** The user card of this person in events. */
  get card(): { readonly id: string; readonly username: string; readonly fullName: string } {
    const { id, username, fullName } = this;
    return { id, username, fullName };
  }

  /** Logs in again and returns the person with a new session and current roles. */
  async logIn(): Promise<Person> {
    const { email, password } = this;
    const { status, body } = await this.post('/api/v1/auth/login', { email, password });
    if (status !== 200) throw new Error(`${this.username} could not log in: ${status}`);

    return this.inSession(body);
  }

  /** Adds a passkey of a device. */
  async addPasskey(device: SoftwareAuthenticator): Promise<void> {
    const { body } = await this.post('/api/v1/auth/passkeys/options');
    const credential = device.create(body.options);
    const passkey = { challenge_id: body.challenge_id, name: 'Device', credential };
    const { status } = await this.post('/api/v1/auth/passkeys', passkey);
    if (status !== 201) throw new Error(`${this.username} could not add a passkey: ${status}`);
  }

  /** Like {@link logIn}, with a passkey of the device, which is a second factor too. */
  async logInWith(device: SoftwareAuthenticator): Promise<Person> {
    const { body: challenge } = await this.post('/api/v1/auth/login/passkey/options');
    const credential = device.get(challenge.options);
    const answer = { challenge_id: challenge.challenge_id, credential };
    const { status, body } = await this.post('/api/v1/auth/login/passkey', answer);
    if (status !== 200) throw new Error(`${this.username} could not log in: ${status}`);

    return this.inSession(body);
  }

  /** Opens a socket as this person; it is closed when the system stops. */
  socket(): Promise<SocketClient> {
    return this.surroundings.openSocket(this.accessToken);
  }

  private inSession(tokens: { access_token: string; refresh_token: string }): Person {
    const { email, password } = this;
    const { access_token: accessToken, refresh_token: refreshToken } = tokens;
    return new Person(
      { ...this.card, email, password, accessToken, refreshToken },
      this.surroundings,
    );
  }
}
