import { Module } from '@nestjs/common';
import { SessionRevocations } from '@tribe/service-kit';
import { RevokedSessions } from './revoked-sessions';

/** A service that imports it refuses the tokens of revoked sessions. */
@Module({
  providers: [RevokedSessions, { provide: SessionRevocations, useExisting: RevokedSessions }],
  exports: [RevokedSessions],
})
export class RevokedSessionsModule {}
