import { Module } from '@nestjs/common';
import { RevokedSessionsModule } from '@tribe/projections';
import { Edge } from './edge/edge';
import { EdgeAccess } from './edge/edge-access';
import { EdgeLimits } from './edge/edge-limits';
import { Proxy } from './proxy/proxy';
import { Upstreams } from './proxy/upstreams';
import { OwnerContracts } from './readiness/owner-contracts';
import { UpstreamReadiness } from './readiness/upstream-readiness';
import { ApiReference } from './reference/api-reference';
import { WebSocketProxy } from './websocket/websocket-proxy';

@Module({
  imports: [RevokedSessionsModule],
  providers: [
    ApiReference,
    Edge,
    EdgeAccess,
    EdgeLimits,
    OwnerContracts,
    Proxy,
    Upstreams,
    UpstreamReadiness,
    WebSocketProxy,
  ],
})
export class AppModule {}
