import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type CreateReportBody,
  createReportBody,
  type ListReportsQuery,
  listReportsQuery,
  reportListResponse,
  reportResponse,
} from './report.dto';
import { ReportService } from './report.service';

@Controller('api/v1/reports')
export class ReportController {
  constructor(private readonly reports: ReportService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Report something to the moderators',
    description:
      'You can report what you can see. The reported user does not learn that you reported. You are notified when the report ' +
      'was reviewed. Until then, reporting the same target again returns your report.',
    body: createReportBody,
    response: reportResponse,
    status: 201,
    mayFind: true,
    errors: [
      errors.REPORT_TARGET_NOT_FOUND,
      errors.CANNOT_REPORT_YOURSELF,
      errors.REPORT_LIMIT_REACHED,
      errors.RPC_UNAVAILABLE,
    ],
  })
  createReport(@CurrentCaller() caller: Caller, @Body() body: CreateReportBody) {
    return this.reports.createReport(caller, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your reports, newest first',
    query: listReportsQuery,
    response: reportListResponse,
  })
  listReports(@CurrentCaller() caller: Caller, @Query() query: ListReportsQuery) {
    return this.reports.listReports(caller, query);
  }
}
