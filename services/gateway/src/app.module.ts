import { Module } from '@nestjs/common';
import { RevokedSessionsModule } from '@tribe/projections';
import { Edge } from './edge/edge';
import { EdgeAccess } from './edge/edge-access';
import { EdgeLimits } from './edge/edge-limits';
import { OwnerClient } from './proxy/owner-client';
import { Proxy } from './proxy/proxy';
import { SlowClients } from './proxy/slow-clients';
import { Upstreams } from './proxy/upstreams';
import { PushController } from './push/push.controller';
import { PushService } from './push/push.service';
import { OwnerContracts } from './readiness/owner-contracts';
import { UpstreamReadiness } from './readiness/upstream-readiness';
import { ApiReference } from './reference/api-reference';
import { RoutingTable } from './routing/routing-table';
import { SectionClient } from './settings/section-client';
import { SettingsController } from './settings/settings.controller';
import { SettingsService } from './settings/settings.service';
import { EventStreamProxy } from './websocket/event-stream-proxy';
import { OpenConnections } from './websocket/open-connections';
import { WebSocketProxy } from './websocket/websocket-proxy';

@Module({
  imports: [RevokedSessionsModule],
  controllers: [PushController, SettingsController],
  providers: [
    ApiReference,
    Edge,
    EdgeAccess,
    EdgeLimits,
    EventStreamProxy,
    OpenConnections,
    OwnerClient,
    OwnerContracts,
    Proxy,
    PushService,
    RoutingTable,
    SectionClient,
    SettingsService,
    SlowClients,
    Upstreams,
    UpstreamReadiness,
    WebSocketProxy,
  ],
})
export class AppModule {}
