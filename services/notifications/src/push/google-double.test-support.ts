import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { jwtVerify } from 'jose';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export interface FcmReceived {
  readonly token: string;
  readonly notification?: { readonly title: string };
  readonly data: Readonly<Record<string, string>>;
}

/** Answers like Google: the endpoint for access tokens, and Firebase Cloud Messaging. */
export class GoogleDouble {
  readonly received: FcmReceived[] = [];
  /** The number of access tokens that were issued. */
  issued = 0;
  /** Failures of the next sends, by token of the device. */
  readonly failures = new Map<string, { status: number; errorCode: string }[]>();
  private readonly server: Server = createServer((request, response) => {
    void (request.url === '/token' ? this.issue(request, response) : this.send(request, response));
  });

  static async start(): Promise<GoogleDouble> {
    const google = new GoogleDouble();
    await new Promise<void>((resolve) => google.server.listen(0, '127.0.0.1', resolve));

    return google;
  }

  get environment(): Record<string, string> {
    return {
      FCM_URL: this.url,
      FIREBASE_CREDENTIALS: JSON.stringify({
        project_id: 'tribe-test',
        client_email: 'push@tribe-test.example',
        private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        token_uri: `${this.url}/token`,
      }),
    };
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async issue(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const { payload } = await jwtVerify(form.get('assertion') ?? '', publicKey, {
      issuer: 'push@tribe-test.example',
      audience: `${this.url}/token`,
    });
    const isFor = payload['scope'] === 'https://www.googleapis.com/auth/firebase.messaging';
    this.issued += 1;
    const granted = { access_token: `access-${this.issued}`, expires_in: 3_600 };
    response.writeHead(isFor ? 200 : 400).end(JSON.stringify(granted));
  }

  private async send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { message } = (await json(request)) as { message: FcmReceived };
    const isKnown =
      request.url === '/v1/projects/tribe-test/messages:send' &&
      request.headers.authorization === `Bearer access-${this.issued}`;
    const failure = isKnown
      ? this.failures.get(message.token)?.shift()
      : { status: 401, errorCode: 'UNAUTHENTICATED' };

    if (failure === undefined) {
      this.received.push(message);
      response.end(JSON.stringify({ name: 'projects/tribe-test/messages/1' }));
      return;
    }

    const details = [{ errorCode: failure.errorCode }];
    response.writeHead(failure.status).end(JSON.stringify({ error: { details } }));
  }
}
