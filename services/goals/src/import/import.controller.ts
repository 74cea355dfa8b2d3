import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  createImportBody,
  type CreateImportBody,
  importParams,
  type ImportParams,
  importResponse,
  listImportsQuery,
  type ListImportsQuery,
  listImportsResponse,
  maxImportBytes,
} from './import.dto';
import { ImportService } from './import.service';

@Controller('api/v1/imports')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Import the history of habits from a file',
    description:
      'The import runs after the response; get it to see its progress and its report. The same line is imported once, however often its file is sent.',
    body: createImportBody,
    bodyLimit: maxImportBytes,
    response: importResponse,
    status: 202,
    errors: [
      errors.IMPORT_FORMAT_INVALID,
      errors.IMPORT_RUNNING,
      errors.IMPORT_LIMIT_REACHED,
      errors.SYSTEM_NOT_FOUND,
      errors.PERMISSION_DENIED,
    ],
  })
  createImport(@CurrentCaller() caller: Caller, @Body() body: CreateImportBody) {
    return this.imports.createImport(caller, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your imports, newest first',
    query: listImportsQuery,
    response: listImportsResponse,
  })
  listImports(@CurrentCaller() caller: Caller, @Query() query: ListImportsQuery) {
    return this.imports.listImports(caller, query);
  }

  @Get(':importId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get an import and its report',
    params: importParams,
    response: importResponse,
    errors: [errors.IMPORT_NOT_FOUND],
  })
  getImport(@CurrentCaller() caller: Caller, @Param() { importId }: ImportParams) {
    return this.imports.getImport(caller, importId);
  }
}
