import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule } from '@tribe/jobs';
import { PersonalDataModule } from '@tribe/personal-data';
import { RevokedSessionsModule } from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { DeleteObjectsJob } from './cleanup/delete-objects.job';
import { ExpireMediaJob } from './cleanup/expire-media.job';
import { MediaAccess } from './media/media-access';
import { MediaPersonalData } from './media/media-personal-data';
import { MediaRemoval } from './media/media-removal';
import { MediaUrls } from './media/media-urls';
import { MediaUses } from './media/media-uses';
import { MediaController } from './media/media.controller';
import { MediaRpc } from './media/media.rpc';
import { MediaService } from './media/media.service';
import { MediaSnapshots } from './media/media.snapshots';
import { PictureController } from './media/picture.controller';
import { MediaCompletion } from './processing/media-completion';
import { ProcessMediaJob } from './processing/process-media.job';
import { ObjectStore } from './storage/object-store';
import { UploadController } from './upload/upload.controller';
import { UploadService } from './upload/upload.service';

@Module({
  imports: [
    EventsModule,
    JobsModule,
    RpcModule,
    RevokedSessionsModule,
    PersonalDataModule.forService({
      erased: 'media-user-erased-v1',
      exported: 'media-data-export-v1',
    }),
  ],
  controllers: [UploadController, PictureController, MediaController, MediaRpc],
  providers: [
    ObjectStore,
    MediaAccess,
    MediaUrls,
    MediaRemoval,
    MediaUses,
    MediaService,
    MediaSnapshots,
    MediaPersonalData,
    UploadService,
    MediaCompletion,
    ProcessMediaJob,
    DeleteObjectsJob,
    ExpireMediaJob,
  ],
})
export class AppModule {}
