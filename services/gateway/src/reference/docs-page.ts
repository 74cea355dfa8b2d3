import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
// The main file of the package would load all of Swagger UI into this process.
import absolutePath from 'swagger-ui-dist/absolute-path';

/** Allows scripts of this origin only, and the inline styles of Swagger UI. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tribe API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/page.js"></script>
</body>
</html>
`;

const script = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** Serves `/docs`: Swagger UI from its npm package, without a CDN. `/` leads to it. */
export function mountDocsPage(fastify: FastifyInstance): void {
  fastify.get('/', (_request, reply) => reply.redirect('/docs'));
  fastify.get('/docs', (_request, reply) => sendPage(reply));
  fastify.get('/docs/', (_request, reply) => sendPage(reply));

  fastify.get('/docs/page.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(script),
  );

  for (const [name, type] of Object.entries(assets)) {
    fastify.get(`/docs/${name}`, (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'public, max-age=3600')
        .send(createReadStream(path.join(absolutePath(), name))),
    );
  }
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .send(page);
}
