import { Controller, Delete, Get, Param } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type MediaParams, mediaParams, mediaResponse } from './media.dto';
import { MediaService } from './media.service';

@Controller('api/v1/media')
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Get(':mediaId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a media that you uploaded',
    params: mediaParams,
    response: mediaResponse,
    errors: [errors.MEDIA_NOT_FOUND],
  })
  getMedia(@CurrentCaller() caller: Caller, @Param() { mediaId }: MediaParams) {
    return this.media.getMedia(caller, mediaId);
  }

  @Delete(':mediaId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete a media',
    params: mediaParams,
    status: 204,
    errors: [errors.MEDIA_NOT_FOUND],
  })
  deleteMedia(@CurrentCaller() caller: Caller, @Param() { mediaId }: MediaParams) {
    return this.media.deleteMedia(caller, mediaId);
  }
}
