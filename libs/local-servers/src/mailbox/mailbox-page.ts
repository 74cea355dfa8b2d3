import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { escape as escapeHtml } from 'html-escaper';
import type { Mailbox, ReceivedMail } from './mailbox';
import { PushSink, type ReceivedPush } from './push-sink';

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const refresh = '<meta http-equiv="refresh" content="5">';

/**
 * Shows a {@link Mailbox} in the browser: the list of mails, and each mail as HTML, as text and with its headers. Takes the
 * pushes that are posted to `/pushes`, in the format of Expo, and shows them too.
 */
export class MailboxPage {
  private readonly server: Server;
  private readonly pushes = new PushSink();

  constructor(
    private readonly mailbox: Mailbox,
    private readonly port: number,
  ) {
    this.server = createServer((request, response) => {
      if (request.method === 'POST') void this.take(request, response);
      else this.answer(request, response);
    });
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const to = searchParams.get('to');
    const mails = to === null ? this.mailbox.all : this.mailbox.to(to);
    const [, id, view] = /^\/mails\/(\d+)(?:\/(html))?$/.exec(pathname) ?? [];
    const mail = id === undefined ? undefined : this.mailbox.find(Number(id));

    if (pathname === '/') send(response, 200, listPage(mails));
    else if (pathname === '/pushes') send(response, 200, pushesPage(this.pushes.all));
    else if (pathname === '/pushes.json') sendJson(response, this.pushes.all);
    else if (pathname === '/mails.json') sendJson(response, mails);
    else if (mail && view === 'html') send(response, 200, inNewTab(mail.html));
    else if (mail) send(response, 200, mailPage(mail));
    else send(response, 404, page('Not found', '<p><a href="/">All mails</a></p>'));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      sendJson(response, this.pushes.take(await text(request)));
    } catch (error) {
      response.writeHead(400, headers).end(error instanceof Error ? error.message : '');
    }
  }
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(html);
}

function sendJson(response: ServerResponse, body: unknown): void {
  response
    .writeHead(200, { ...headers, 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(body));
}

/** The mail is shown in a frame, so its links must open in a new tab. */
function inNewTab(html: string): string {
  return html.replace('<head>', '<head><base target="_blank">');
}

function listPage(mails: readonly ReceivedMail[]): string {
  const rows = mails.map(
    ({ id, to, subject, receivedAt }) =>
      `<tr><td>${receivedAt.toISOString().slice(11, 19)}</td><td>${escapeHtml(to.join(', '))}</td>` +
      `<td><a href="/mails/${id}">${escapeHtml(subject || '(no subject)')}</a></td></tr>`,
  );

  const list = `<table><tr><th>UTC</th><th>To</th><th>Subject</th></tr>${rows.join('')}</table>`;
  const none = '<p>No mails yet. This page shows every mail that Tribe sends on this machine.</p>';

  return page(
    'Mailbox',
    (mails.length === 0 ? none : list) + '<p><a href="/pushes">Pushes</a></p>',
    refresh,
  );
}

function pushesPage(pushes: readonly ReceivedPush[]): string {
  const rows = pushes.map(
    ({ to, title, body, badge, receivedAt }) =>
      `<tr><td>${receivedAt.toISOString().slice(11, 19)}</td><td>${escapeHtml(to)}</td>` +
      `<td><b>${escapeHtml(title ?? '(silent)')}</b><br>${escapeHtml(body ?? '')}</td><td>${badge ?? ''}</td></tr>`,
  );

  const list = `<table><tr><th>UTC</th><th>Device</th><th>Push</th><th>Badge</th></tr>${rows.join('')}</table>`;
  const none =
    '<p>No pushes yet. This page shows every push to a device that is registered on this machine.</p>';

  return page(
    'Pushes',
    (pushes.length === 0 ? none : list) + '<p><a href="/">Mails</a></p>',
    refresh,
  );
}

function mailPage({ id, from, to, subject, text, headers: mailHeaders }: ReceivedMail): string {
  const lines = Object.entries(mailHeaders).map(([name, value]) => `${name}: ${value}`);
  return page(
    subject,
    `<p><a href="/">All mails</a></p>
<p>From ${escapeHtml(from)}<br>To ${escapeHtml(to.join(', '))}</p>
<iframe src="/mails/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail"></iframe>
<h2>As plain text</h2><pre>${escapeHtml(text)}</pre>
<details><summary>Headers</summary><pre>${escapeHtml(lines.join('\n'))}</pre></details>`,
  );
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}
<title>${escapeHtml(title)} · Tribe mailbox</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: .5rem; border-bottom: 1px solid #ddd; }
iframe { width: 100%; height: 34rem; border: 1px solid #ddd; border-radius: 8px; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: 1rem; border-radius: 8px; }
</style></head>
<body><h1>${escapeHtml(title)}</h1>${body}</body></html>
`;
}
