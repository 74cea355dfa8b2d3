import { createTransport } from 'nodemailer';
import { Mailbox } from './mailbox';
import { MailboxPage } from './mailbox-page';

let mailbox: Mailbox;
let page: MailboxPage;

beforeAll(async () => {
  mailbox = new Mailbox({ keep: 3 });
  page = new MailboxPage(mailbox, 0);
  await mailbox.start();
  await page.start();
});
afterAll(async () => {
  await page.stop();
  await mailbox.stop();
});

async function send(to: string, subject: string, html = '<p>Hello</p>'): Promise<void> {
  const transport = createTransport({ url: mailbox.url });
  await transport.sendMail({
    from: 'Tribe <hello@tribe.app>',
    to,
    subject,
    html,
    text: 'Hello & welcome',
  });
  transport.close();
}

const look = async (path: string) => {
  const response = await fetch(page.url + path, { signal: AbortSignal.timeout(5_000) });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

test('accepts a mail to any address and parses it', async () => {
  await send('Brian@Example.com', 'Karibu 🎉');
  expect(mailbox.to('brian@example.com')).toMatchObject([
    {
      from: 'Tribe <hello@tribe.app>',
      subject: 'Karibu 🎉',
      text: 'Hello & welcome\n',
      html: '<p>Hello</p>\n',
    },
  ]);
  expect(mailbox.to('alvin@example.com')).toEqual([]);
});

test('the page lists mails and shows each as HTML and as text', async () => {
  await send('clarie@example.com', 'Your <b>goal</b>');
  const { id } = mailbox.to('clarie@example.com')[0] ?? { id: 0 };
  const list = await look('/');
  expect(list.text).toContain('Your &lt;b&gt;goal&lt;/b&gt;');
  expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await look(`/mails/${id}`)).text).toContain('Hello &amp; welcome');
  expect((await look(`/mails/${id}/html`)).text).toContain('<p>Hello</p>');
  expect(JSON.parse((await look('/mails.json?to=clarie@example.com')).text)).toMatchObject([
    { id },
  ]);
  expect((await look('/mails/999')).status).toBe(404);
});

test('drops the oldest mails beyond `keep`', async () => {
  for (const number of [1, 2, 3, 4]) await send('many@example.com', `Mail ${number}`);
  expect(mailbox.all.map(({ subject }) => subject)).toEqual(['Mail 4', 'Mail 3', 'Mail 2']);
});

test('refuse rejects mails until it is reset', async () => {
  mailbox.refuse({ code: 451, message: 'later' });
  await expect(send('brian@example.com', 'Not now')).rejects.toMatchObject({ responseCode: 451 });
  mailbox.refuse(undefined);
  await send('brian@example.com', 'Now');
  expect(mailbox.to('brian@example.com').map(({ subject }) => subject)).toEqual(['Now']);
});

describe('pushes', () => {
  const post = (body: string) => fetch(`${page.url}/pushes`, { method: 'POST', body });
  const message = { to: 'ExponentPushToken[phone]', title: 'Brian', body: '5 <km>', badge: 2 };

  test('the page takes pushes with a receipt for each, and shows them newest first', async () => {
    const receipts = await post(JSON.stringify([message, { ...message, title: 'Clarie' }]));
    expect(await receipts.json()).toEqual({ data: [{ status: 'ok' }, { status: 'ok' }] });

    const shown = JSON.parse((await look('/pushes.json')).text);
    expect(shown).toMatchObject([{ title: 'Clarie' }, message]);
    expect((await look('/pushes')).text).toContain('5 &lt;km&gt;');
  });

  test.each(['nonsense', '{}', '[{"title":"To nobody"}]', '[null]'])('refuses %s', async (body) => {
    const before = (await look('/pushes.json')).text;
    expect((await post(body)).status).toBe(400);
    expect((await look('/pushes.json')).text).toBe(before);
  });
});
