import { defineService } from '@tribe/service-kit';
import { AppModule } from './app.module';
import { addCompression } from './compression/compression.hooks';
import { gatewayConfig } from './config';
import { Edge } from './edge/edge';
import { mountLinkPages } from './links/link-pages';
import { Proxy } from './proxy/proxy';
import { ApiReference } from './reference/api-reference';
import { EventStreamProxy } from './websocket/event-stream-proxy';
import { WebSocketProxy } from './websocket/websocket-proxy';

export const gateway = defineService({
  name: 'gateway',
  module: AppModule,
  config: gatewayConfig,
  edge: true,
  http: (fastify, app) => {
    app.get(Edge).mount(fastify);
    addCompression(fastify);
    app.get(WebSocketProxy).mount(fastify);
    app.get(EventStreamProxy).mount(fastify);
    app.get(ApiReference).mount(fastify);
    mountLinkPages(fastify);
    app.get(Proxy).mount(fastify);
  },
});
