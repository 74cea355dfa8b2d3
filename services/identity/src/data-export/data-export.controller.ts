import { Body, Controller, Post, StreamableFile } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  archiveResponse,
  dataExportResponse,
  dataExportView,
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
    summary: 'Ask for everything Tribe holds about me; a link to it comes by mail',
    response: dataExportResponse,
    status: 202,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.DATA_EXPORT_LIMIT_REACHED,
      errors.ACCOUNT_INACTIVE,
      errors.SESSION_REVOKED,
    ],
  })
  async requestExport(@CurrentCaller() caller: Caller) {
    return dataExportView(await this.exports.requestExport(caller));
  }

  @Post('archive')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Fetch the archive with the token of the mail',
    body: fetchArchiveBody,
    response: archiveResponse,
    onlyReads: true,
    errors: [errors.LINK_INVALID, errors.LINK_EXPIRED],
  })
  async fetchArchive(@Body() body: FetchArchiveBody) {
    return new StreamableFile(await this.exports.fetchArchive(body.token), {
      type: 'application/json; charset=utf-8',
    });
  }
}
