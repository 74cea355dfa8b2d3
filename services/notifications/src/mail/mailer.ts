import { Injectable } from '@nestjs/common';
import { type Counter, InjectConfig, Lifecycle, Logger, Metrics } from '@tribe/service-kit';
import { createTransport, type Transporter } from 'nodemailer';
import type { NotificationsConfig } from '../config';
import type { RenderedMail } from './mail-layout.rules';
import { isRefusal } from './smtp-error.rules';

export interface OutgoingMail extends RenderedMail {
  readonly to: string;
  /** Identical for every attempt, so that mail servers and clients can detect duplicates. */
  readonly id: string;
  /** Value of the metric label `kind`. */
  readonly kind: string;
}

const deadlines = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
};

/** Sends mails to `SMTP_URL` over at most three connections. */
@Injectable()
export class Mailer {
  private readonly transport: Transporter;
  private readonly sent: Counter<'kind' | 'outcome'>;
  private readonly domain: string;

  constructor(
    @InjectConfig() private readonly config: NotificationsConfig,
    private readonly logger: Logger,
    lifecycle: Lifecycle,
    metrics: Metrics,
  ) {
    this.transport = createTransport({
      url: config.SMTP_URL,
      pool: true,
      maxConnections: 3,
      ...deadlines,
    });

    this.domain = /@([^>\s]+)/.exec(config.MAIL_FROM)?.[1] ?? 'tribe.app';

    this.sent = metrics.counter({
      name: 'tribe_mails_total',
      help: 'Mails handed to the mail server, by kind and outcome (sent, refused)',
      labels: ['kind', 'outcome'],
    });

    lifecycle.onStop('connections', async () => this.transport.close());
  }

  /**
   * Resolves when the server has accepted the mail or has refused it permanently.
   *
   * @throws Error when the server is unreachable or refuses the mail temporarily
   */
  async send({ to, id, kind, subject, html, text, optOutUrl }: OutgoingMail): Promise<void> {
    const outcome = await this.attempt({
      from: this.config.MAIL_FROM,
      to: { name: '', address: to },
      subject,
      html,
      text,
      messageId: `<${id}@${this.domain}>`,
      // Suppress automatic replies.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      ...(optOutUrl !== undefined && { list: { unsubscribe: optOutUrl } }),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.sent.inc({ kind, outcome });
    if (outcome === 'refused')
      this.logger.warn({ mail_id: id, kind }, 'the mail server refused a mail permanently');
  }

  private async attempt(
    message: Parameters<Transporter['sendMail']>[0],
  ): Promise<'sent' | 'refused'> {
    try {
      await this.transport.sendMail(message);
      return 'sent';
    } catch (error) {
      if (isRefusal(error)) return 'refused';
      throw error;
    }
  }
}
