import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type MediaParams, mediaParams } from '../media/media.dto';
import { type CreateUploadBody, createUploadBody, uploadResponse } from './upload.dto';
import { UploadService } from './upload.service';

@Controller('api/v1/media/uploads')
export class UploadController {
  constructor(private readonly uploads: UploadService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Start an upload',
    body: createUploadBody,
    response: uploadResponse,
    status: 201,
    mayFind: true,
    errors: [
      errors.MEDIA_TYPE_NOT_ALLOWED,
      errors.MEDIA_TOO_LARGE,
      errors.MEDIA_UPLOAD_LIMIT,
      errors.MEDIA_QUOTA_EXCEEDED,
    ],
  })
  createMediaUpload(@CurrentCaller() caller: Caller, @Body() body: CreateUploadBody) {
    return this.uploads.createUpload(caller, body);
  }

  @Get(':mediaId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get an upload, with a new URL while it is not complete',
    params: mediaParams,
    response: uploadResponse,
    errors: [errors.MEDIA_NOT_FOUND],
  })
  getMediaUpload(@CurrentCaller() caller: Caller, @Param() { mediaId }: MediaParams) {
    return this.uploads.getUpload(caller, mediaId);
  }

  @Post(':mediaId/complete')
  @Endpoint({
    access: 'authenticated',
    summary: 'Complete an upload after its bytes were sent',
    params: mediaParams,
    response: uploadResponse,
    status: 200,
    errors: [errors.MEDIA_NOT_FOUND, errors.MEDIA_UPLOAD_INCOMPLETE, errors.MEDIA_UPLOAD_ENDED],
  })
  completeMediaUpload(@CurrentCaller() caller: Caller, @Param() { mediaId }: MediaParams) {
    return this.uploads.completeUpload(caller, mediaId);
  }

  @Delete(':mediaId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Cancel an upload that is not complete',
    params: mediaParams,
    status: 204,
    errors: [errors.MEDIA_NOT_FOUND, errors.MEDIA_UPLOAD_ENDED],
  })
  cancelMediaUpload(@CurrentCaller() caller: Caller, @Param() { mediaId }: MediaParams) {
    return this.uploads.cancelUpload(caller, mediaId);
  }
}
