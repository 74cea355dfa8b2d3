import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule, PurgesModule } from '@tribe/jobs';
import { MediaUses, RevokedSessionsModule, RelationshipsModule } from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { CredentialReplays, LinkTokens } from '@tribe/service-kit';
import { AccountAccess } from './account/account-access';
import { OptionalCaller } from './account/optional-caller';
import { Roles } from './account/roles';
import { UserRoleRpc } from './account/user-role.rpc';
import { ActivityLog } from './activity/activity-log';
import { ActivityController } from './activity/activity.controller';
import { ActivityService } from './activity/activity.service';
import { AdminAccess } from './admin/admin-access';
import { AdminRoleService } from './admin/admin-role.service';
import { AdminUserService } from './admin/admin-user.service';
import { AdminController } from './admin/admin.controller';
import { BanService } from './admin/ban.service';
import { UserVerificationService } from './admin/user-verification.service';
import { LimitedAttempts } from './attempts/limited-attempts';
import { BuildExportJob } from './data-export/build-export.job';
import { DataExportParts } from './data-export/data-export-parts';
import { DataExportController } from './data-export/data-export.controller';
import { DataExportService } from './data-export/data-export.service';
import { ExportPartRpc } from './data-export/export-part.rpc';
import { DiscoveryProfileController } from './discovery-profile/discovery-profile.controller';
import { DiscoveryProfileService } from './discovery-profile/discovery-profile.service';
import { AccountDeletionController } from './erasure/account-deletion.controller';
import { AccountDeletionService } from './erasure/account-deletion.service';
import { AccountRestorationService } from './erasure/account-restoration.service';
import { EraseAccountJob } from './erasure/erase-account.job';
import { ErasureReceipts } from './erasure/erasure-receipts';
import { ErasureReportRpc } from './erasure/erasure-report.rpc';
import { ExternalAccounts } from './external-login/external-accounts';
import { ExternalLoginController } from './external-login/external-login.controller';
import { ExternalLoginService } from './external-login/external-login.service';
import { IdTokens } from './external-login/id-tokens';
import { LinkedAccountController } from './external-login/linked-account.controller';
import { LinkedAccountService } from './external-login/linked-account.service';
import { AuthController } from './login/auth.controller';
import { LoginService } from './login/login.service';
import { StepUpController } from './login/step-up.controller';
import { StepUpService } from './login/step-up.service';
import { AccountHandOver } from './mail-link/account-hand-over';
import { EmailVerificationService } from './mail-link/email-verification.service';
import { MailController } from './mail-link/mail.controller';
import { PasswordResetService } from './mail-link/password-reset.service';
import { RequestMailJob } from './mail-link/request-mail.job';
import { AccountMailRpc } from './mail/account-mail.rpc';
import { AccountMails } from './mail/account-mails';
import { EmailChange } from './mail/email-change';
import { MailLinks } from './mail/mail-links';
import { ModerationBans } from './moderation/moderation-bans';
import { OnModerationActionConsumer } from './moderation/on-moderation-action.consumer';
import { PasskeyChallenges } from './passkey/passkey-challenges';
import { PasskeyLoginService } from './passkey/passkey-login.service';
import { PasskeyProofs } from './passkey/passkey-proofs';
import { PasskeyController } from './passkey/passkey.controller';
import { PasskeyService } from './passkey/passkey.service';
import { RelyingParty } from './passkey/relying-party';
import { CurrentPassword } from './password/current-password';
import { LoginAttempts } from './password/login-attempts';
import { PasswordHasher } from './password/password-hasher';
import { PasswordService } from './password/password.service';
import { Passwords } from './password/passwords';
import { PhoneDirectoryRpc } from './phone/phone-directory.rpc';
import { PhoneHasher } from './phone/phone-hasher';
import { PhoneNumbers } from './phone/phone-numbers';
import { PhoneProofs } from './phone/phone-proofs';
import { PhoneController } from './phone/phone.controller';
import { PhoneService } from './phone/phone.service';
import { OnMediaChangedConsumer } from './picture/on-media-changed.consumer';
import { PictureRemoval } from './picture/picture-removal';
import { PictureController } from './picture/picture.controller';
import { PictureService } from './picture/picture.service';
import { SyncPictureJob } from './picture/sync-picture.job';
import { MyAccountController } from './profile/my-account.controller';
import { MyAccountService } from './profile/my-account.service';
import { ProfileAccess } from './profile/profile-access';
import { ProfileService } from './profile/profile.service';
import { UserController } from './profile/user.controller';
import { purges } from './purges';
import { NewAccounts } from './registration/new-accounts';
import { RegistrationService } from './registration/registration.service';
import { UsernameController } from './registration/username.controller';
import { UsernameService } from './registration/username.service';
import { FactorVault } from './second-factor/factor-vault';
import { LoginChallenges } from './second-factor/login-challenges';
import { SecondFactorAttempts } from './second-factor/second-factor-attempts';
import { SecondFactorCodes } from './second-factor/second-factor-codes';
import { SecondFactorController } from './second-factor/second-factor.controller';
import { SecondFactorService } from './second-factor/second-factor.service';
import { Places } from './session/places';
import { SessionReplays } from './session/session-replays';
import { SessionRevocation } from './session/session-revocation';
import { SessionTokens } from './session/session-tokens';
import { SessionController } from './session/session.controller';
import { SessionService } from './session/session.service';
import { SignIn } from './session/sign-in';
import { SettingsController } from './settings/settings.controller';
import { SettingsService } from './settings/settings.service';
import { OnGoalChangedConsumer } from './stats/on-goal-changed.consumer';
import { JwksController } from './token/jwks.controller';
import { SigningKeys } from './token/signing-keys';
import { TokenSigner } from './token/token-signer';
import { EmailDirectoryRpc } from './user/email-directory.rpc';
import { UserChanges } from './user/user-changes';
import { UserDirectoryRpc } from './user/user-directory.rpc';
import { UserSnapshots } from './user/user.snapshots';

@Module({
  imports: [
    RevokedSessionsModule,
    EventsModule,
    JobsModule,
    PurgesModule.forTables(purges),
    RpcModule,
    RelationshipsModule.forService({
      durable: 'identity-relationships-v1',
      blocks: 'identity-blocks-v1',
    }),
  ],
  controllers: [
    AccountDeletionController,
    AccountMailRpc,
    ActivityController,
    AdminController,
    AuthController,
    DataExportController,
    DiscoveryProfileController,
    ErasureReportRpc,
    ExportPartRpc,
    ExternalLoginController,
    JwksController,
    LinkedAccountController,
    MailController,
    MyAccountController,
    OnGoalChangedConsumer,
    OnMediaChangedConsumer,
    OnModerationActionConsumer,
    PasskeyController,
    PhoneController,
    PhoneDirectoryRpc,
    PictureController,
    SecondFactorController,
    SessionController,
    SettingsController,
    StepUpController,
    UserController,
    EmailDirectoryRpc,
    UserDirectoryRpc,
    UserRoleRpc,
    UsernameController,
  ],
  providers: [
    AccountAccess,
    AccountDeletionService,
    AccountHandOver,
    AccountMails,
    AccountRestorationService,
    ActivityLog,
    ActivityService,
    ModerationBans,
    AdminAccess,
    AdminRoleService,
    AdminUserService,
    BanService,
    BuildExportJob,
    CurrentPassword,
    DataExportParts,
    DataExportService,
    DiscoveryProfileService,
    EmailChange,
    EmailVerificationService,
    EraseAccountJob,
    ErasureReceipts,
    ExternalAccounts,
    ExternalLoginService,
    FactorVault,
    IdTokens,
    LinkedAccountService,
    LimitedAttempts,
    LinkTokens,
    LoginAttempts,
    LoginChallenges,
    LoginService,
    MailLinks,
    MyAccountService,
    NewAccounts,
    OptionalCaller,
    PasskeyChallenges,
    PasskeyLoginService,
    PasskeyProofs,
    PasskeyService,
    PasswordHasher,
    PasswordResetService,
    Passwords,
    PasswordService,
    PhoneHasher,
    MediaUses,
    PictureRemoval,
    PictureService,
    SyncPictureJob,
    PhoneNumbers,
    PhoneProofs,
    PhoneService,
    Places,
    ProfileAccess,
    ProfileService,
    RegistrationService,
    RelyingParty,
    RequestMailJob,
    Roles,
    SecondFactorAttempts,
    SecondFactorCodes,
    SecondFactorService,
    SessionRevocation,
    { provide: CredentialReplays, useClass: SessionReplays },
    SessionService,
    SessionTokens,
    SettingsService,
    SigningKeys,
    SignIn,
    StepUpService,
    TokenSigner,
    UserChanges,
    UsernameService,
    UserSnapshots,
    UserVerificationService,
  ],
})
export class AppModule {}
