import { Module } from '@nestjs/common';
import { RevokedSessions } from './revoked-sessions';

@Module({ providers: [RevokedSessions], exports: [RevokedSessions] })
export class RevokedSessionsModule {}
