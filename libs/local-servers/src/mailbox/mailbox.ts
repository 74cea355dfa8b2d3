import type { AddressInfo } from 'node:net';
import PostalMime, { type Address } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A parsed mail. */
export interface ReceivedMail {
  readonly id: number;
  readonly from: string;
  /** Recipients of the envelope, in lower case. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** Headers by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: Date;
}

export interface MailboxOptions {
  /** Default 0, any free port. */
  readonly port?: number;
  /** Maximum number of mails; the oldest are dropped first. Default 500. */
  readonly keep?: number;
}

const maxMailBytes = 10_000_000;

/** A mail server for development and tests: accepts every mail, delivers none and keeps them for inspection. */
export class Mailbox {
  private readonly mails: ReceivedMail[] = [];
  private readonly server: SMTPServer;
  private refusal: Error | undefined;
  private count = 0;

  constructor(private readonly options: MailboxOptions = {}) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      size: maxMailBytes,
      logger: false,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
          this.take(Buffer.concat(chunks), to).then(() => done(), done);
        });
      },
    });
  }

  get url(): string {
    const { port } = this.server.server.address() as AddressInfo;
    return `smtp://127.0.0.1:${port}`;
  }

  /** All mails, newest first. */
  get all(): readonly ReceivedMail[] {
    return this.mails;
  }

  /** Returns the mails to an address, newest first. */
  to(address: string): ReceivedMail[] {
    return this.mails.filter(({ to }) => to.includes(address.toLowerCase()));
  }

  /** Returns the token in the link of the newest mail with a link to an address; undefined when there is none. */
  tokenTo(address: string, subject?: string): string | undefined {
    return this.to(address)
      .filter((mail) => subject === undefined || mail.subject === subject)
      .map(({ text }) => /#token=(\S+)/.exec(text)?.[1])
      .find((token) => token !== undefined);
  }

  find(id: number): ReceivedMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  /** Rejects every mail with the given error; undefined accepts mails again. */
  refuse(reason: { readonly code: number; readonly message: string } | undefined): void {
    this.refusal =
      reason && Object.assign(new Error(reason.message), { responseCode: reason.code });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port ?? 0, '127.0.0.1', resolve);
    });
    // A client that disconnects in the middle of a mail must not end the process.
    this.server.on('error', () => undefined);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  private async take(source: Buffer, to: string[]): Promise<void> {
    if (this.refusal) throw this.refusal;
    const { from, subject, text, html, messageId, headers } = await PostalMime.parse(source);

    this.mails.unshift({
      id: ++this.count,
      from: textOf(from),
      to,
      subject: subject ?? '',
      text: text ?? '',
      html: html ?? '',
      messageId: messageId ?? '',
      headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
      receivedAt: new Date(),
    });

    this.mails.splice(this.options.keep ?? 500);
  }
}

function textOf(from: Address | undefined): string {
  return from ? `${from.name} <${from.address ?? ''}>` : '';
}
