import { type ApiClient, type Tribe } from '@tribe/testing';
import { Secret, TOTP } from 'otpauth';

const halfMinuteMs = 30_000;
const password = 'Kilimanjaro at 7';
let people = 0;

/** A registered user with an authenticator app. */
export class Climber {
  private constructor(
    private readonly tribe: Tribe,
    readonly id: string,
    readonly email: string,
    readonly api: ApiClient,
  ) {}

  readonly password = password;
  private secret = '';
  recoveryCodes: string[] = [];

  static async register(tribe: Tribe): Promise<Climber> {
    const username = `climber${++people}`;
    const account = { email: `${username}@example.com`, username, full_name: 'Wangari Climbs' };
    const { body } = await tribe
      .client()
      .post('/api/v1/auth/register', { ...account, password, confirm_password: password });
    return new Climber(
      tribe,
      body.user.id,
      account.email,
      tribe.client({ token: body.access_token }),
    );
  }

  static async withApp(tribe: Tribe): Promise<Climber> {
    const climber = await Climber.register(tribe);
    await climber.enrol();
    await climber.confirm();
    return climber;
  }

  async enrol() {
    const answer = await this.api.post('/api/v1/auth/second-factor');
    if (answer.status === 201) this.secret = answer.body.secret;
    return answer;
  }

  async confirm() {
    const answer = await this.api.post('/api/v1/auth/second-factor/confirm', { code: this.code() });
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
    return this.tribe.client().post('/api/v1/auth/login', { email: this.email, password });
  }

  async challenge(): Promise<string> {
    return (await this.logIn()).body.challenge_token;
  }

  finish(challengeToken: string, code: string) {
    const body = { challenge_token: challengeToken, code };
    return this.tribe.client().post('/api/v1/auth/login/second-factor', body);
  }
}
