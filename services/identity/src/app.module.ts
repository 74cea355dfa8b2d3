import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule } from '@tribe/jobs';
import { RpcModule } from '@tribe/rpc';
import { AccountService } from './auth/account.service';
import { AuthController } from './auth/auth.controller';
import { AuthService } from './auth/auth.service';
import { LoginAttempts } from './auth/login-attempts';
import { PasswordHasher } from './auth/password-hasher';
import { PasswordService } from './auth/password.service';
import { PurgeSessionsJob } from './session/purge-sessions.job';
import { SessionService } from './session/session.service';
import { JwksController } from './token/jwks.controller';
import { SigningKeys } from './token/signing-keys';
import { TokenSigner } from './token/token-signer';
import { UserDirectoryRpc } from './user/user-directory.rpc';
import { UserController } from './user/user.controller';
import { UserService } from './user/user.service';
import { UserSnapshots } from './user/user.snapshots';

@Module({
  imports: [EventsModule, JobsModule, RpcModule],
  controllers: [AuthController, JwksController, UserController, UserDirectoryRpc],
  providers: [
    AccountService,
    AuthService,
    LoginAttempts,
    PasswordHasher,
    PasswordService,
    PurgeSessionsJob,
    SessionService,
    SigningKeys,
    TokenSigner,
    UserService,
    UserSnapshots,
  ],
})
export class AppModule {}
