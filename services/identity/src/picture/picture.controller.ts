import { Body, Controller, Delete, Patch } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import {
  coverImageResponse,
  profileImageResponse,
  type SetPictureBody,
  setPictureBody,
} from './picture.dto';
import { PictureService } from './picture.service';
import { coverImageView, profileImageView } from './picture.view';

const setErrors = [errors.MEDIA_NOT_FOUND, errors.MEDIA_NOT_READY, ...accessErrors];

@Controller('api/v1/users/me')
export class PictureController {
  constructor(private readonly pictures: PictureService) {}

  @Patch('profile-image')
  @Endpoint({
    access: 'authenticated',
    summary: 'Set your profile picture',
    body: setPictureBody,
    response: profileImageResponse,
    errors: setErrors,
  })
  async setProfileImage(@CurrentCaller() caller: Caller, @Body() body: SetPictureBody) {
    return profileImageView(await this.pictures.setPicture(caller, 'profile', body.media_id));
  }

  @Delete('profile-image')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove your profile picture',
    status: 204,
    errors: accessErrors,
  })
  removeProfileImage(@CurrentCaller() caller: Caller) {
    return this.pictures.removePicture(caller, 'profile');
  }

  @Patch('cover-image')
  @Endpoint({
    access: 'authenticated',
    summary: 'Set your cover picture',
    body: setPictureBody,
    response: coverImageResponse,
    errors: setErrors,
  })
  async setCoverImage(@CurrentCaller() caller: Caller, @Body() body: SetPictureBody) {
    return coverImageView(await this.pictures.setPicture(caller, 'cover', body.media_id));
  }

  @Delete('cover-image')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove your cover picture',
    status: 204,
    errors: accessErrors,
  })
  removeCoverImage(@CurrentCaller() caller: Caller) {
    return this.pictures.removePicture(caller, 'cover');
  }
}
