import { Body, Controller, Post, StreamableFile } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import {
  archiveResponse,
  dataExportResponse,
  type FetchArchiveBody,
  fetchArchiveBody,
} from './data-export.dto';
import { DataExportService } from './data-export.service';

@Controller('api/v1/settings/download-data')
export class DataExportController {
  constructor(private readonly exports: DataExportService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Request an export of all your personal data',
    description:
      'You receive a mail with a link when the archive is ready. Your e-mail address must be verified.',
    response: dataExportResponse,
    status: 202,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.EMAIL_NOT_VERIFIED,
      errors.DATA_EXPORT_LIMIT_REACHED,
      ...accessErrors,
    ],
  })
  requestDataExport(@CurrentCaller() caller: Caller) {
    return this.exports.requestExport(caller);
  }

  @Post('archive')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Download the archive of an export with the token of a mail',
    body: fetchArchiveBody,
    response: archiveResponse,
    onlyReads: true,
    errors: [errors.LINK_INVALID, errors.LINK_EXPIRED],
  })
  async fetchDataArchive(@Body() body: FetchArchiveBody) {
    return new StreamableFile(await this.exports.fetchArchive(body.token), {
      type: 'application/json; charset=utf-8',
    });
  }
}
