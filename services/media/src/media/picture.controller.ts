import { Controller, Get, Header, Param, Redirect } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type PictureParams, pictureParams } from './media.dto';
import { MediaService } from './media.service';

@Controller('api/v1/media/public')
export class PictureController {
  constructor(private readonly media: MediaService) {}

  // Signed URLs are valid for longer.
  @Header('cache-control', 'public, max-age=60')
  @Redirect()
  @Get('users/:userId/:purpose/:mediaId/:file')
  @Endpoint({
    access: 'public',
    summary: 'Get a profile or cover picture',
    description:
      'Redirects to the object storage. The URL never changes; sizes of a profile picture are `large`, `medium` and `thumb`, as `.jpg` or `.webp`.',
    params: pictureParams,
    status: 302,
    errors: [errors.MEDIA_NOT_FOUND],
  })
  async getPicture(@Param() picture: PictureParams): Promise<{ url: string }> {
    return { url: await this.media.getPicture(picture) };
  }
}
