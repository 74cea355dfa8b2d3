import type { FastifyInstance, FastifyReply } from 'fastify';
import { linkPageScript } from './link-page.script';

/** Allows the script, the style and the API of this origin only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 24rem; margin: 12vh auto 0; padding: 0 1.25rem; }
.brand { color: #b83232; font-weight: 700; font-size: 1.25rem; }
@media (prefers-color-scheme: dark) { .brand { color: #ff8a80; } }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input, textarea { box-sizing: border-box; width: 100%; padding: .75rem; font: inherit; border: 1px solid #8a8f98; border-radius: 8px; }
button { margin-top: 1.5rem; width: 100%; padding: .75rem; font: inherit; font-weight: 600; color: #fff; background: #b83232;
  border: 0; border-radius: 8px; cursor: pointer; }
button:disabled { opacity: .6; cursor: default; }
[hidden] { display: none; }
`;

const formOf: Readonly<Record<string, string>> = {
  // The page refers to the app, because answering an invitation requires a signed-in user.
  'partnership-invitation': '',
  'refuse-invitations': '',
  'download-data': '',
  appeal: `
<label for="text" data-text="reason"></label>
<textarea id="text" rows="8" required maxlength="2000"></textarea>`,
  'restore-account': '',
  // Optional: without the password of the account, its first verification removes every session.
  'verify-email': `
<label for="current-password" data-text="password"></label>
<input id="current-password" type="password" autocomplete="current-password" maxlength="128">`,
  'reset-password': `
<label for="password" data-text="password"></label>
<input id="password" type="password" autocomplete="new-password" required minlength="8" maxlength="128">
<label for="confirmation" data-text="confirmation"></label>
<input id="confirmation" type="password" autocomplete="new-password" required maxlength="128">`,
};

function pageOf(name: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Tribe</title>
<link rel="stylesheet" href="/links/style.css">
</head>
<body data-page="${name}">
<main>
<p class="brand">Tribe</p>
<h1 data-text="title"></h1>
<p id="message" role="status"></p>
<form id="form" hidden>${formOf[name] ?? ''}
<button data-text="action"></button>
</form>
<noscript>This page needs JavaScript. You can open the link in the Tribe app instead.</noscript>
</main>
<script src="/links/page.js"></script>
</body>
</html>
`;
}

/**
 * Serves the pages behind the links in mails, for users without the app. Opening a page has no effect, because mail
 * scanners open links; the user must press a button. The token is in the fragment of the URL, which browsers do not
 * send to servers.
 */
export function mountLinkPages(fastify: FastifyInstance): void {
  for (const name of Object.keys(formOf)) {
    const page = pageOf(name);
    fastify.get(`/${name}`, (_request, reply) => sendPage(reply, page));
  }
  fastify.get('/links/page.js', (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(linkPageScript),
  );
  fastify.get('/links/style.css', (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(style),
  );
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'no-store')
    .send(page);
}
