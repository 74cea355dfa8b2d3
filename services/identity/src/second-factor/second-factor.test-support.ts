import type { Person, Tribe } from '@tribe/testing';
import { Secret, TOTP } from 'otpauth';
import { newPerson } from '../identity.test-support';

const halfMinuteMs = 30_000;

/** Returns a code of six digits with the separator of `123 456` or `123-456`. */
export function typedLike(shape: string, code: string): string {
  return code.slice(0, 3) + shape.slice(3, -3) + code.slice(3);
}

/** A registered user with an authenticator app. */
export class Climber {
  recoveryCodes: string[] = [];
  private secret = '';

  private constructor(
    private readonly tribe: Tribe,
    readonly api: Person,
  ) {}

  static async register(tribe: Tribe): Promise<Climber> {
    return new Climber(tribe, await newPerson(tribe));
  }

  static async withApp(tribe: Tribe): Promise<Climber> {
    const climber = await Climber.register(tribe);
    await climber.enrol();
    await climber.confirm();
    return climber;
  }

  get id(): string {
    return this.api.id;
  }

  get email(): string {
    return this.api.email;
  }

  get password(): string {
    return this.api.password;
  }

  async enrol() {
    const answer = await this.api.post('/api/v1/auth/second-factor');
    if (answer.status === 201) this.secret = answer.body.secret;
    return answer;
  }

  async confirm(code = this.code()) {
    const answer = await this.api.post('/api/v1/auth/second-factor/confirm', { code });
    this.recoveryCodes = answer.body.recovery_codes;
    return answer;
  }

  /** Returns the current code of the app. */
  code(): string {
    const totp = new TOTP({ secret: Secret.fromBase32(this.secret) });
    return totp.generate({ timestamp: this.tribe.clock.now().getTime() });
  }

  /** Advances the clock to the next code of the app and returns that code. */
  nextCode(): string {
    this.tribe.clock.advance(halfMinuteMs);
    return this.code();
  }

  logIn() {
    const { email, password } = this;
    return this.tribe.client().post('/api/v1/auth/login', { email, password });
  }

  async challenge(): Promise<string> {
    return (await this.logIn()).body.challenge_token;
  }

  finish(challengeToken: string, code: string) {
    const body = { challenge_token: challengeToken, code };
    return this.tribe.client().post('/api/v1/auth/login/second-factor', body);
  }
}
