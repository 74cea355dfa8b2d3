import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { CaseContextService } from './case-context.service';
import {
  actionResponse,
  type AssignCaseBody,
  assignCaseBody,
  auditResponse,
  caseDetailsResponse,
  caseListResponse,
  type CaseParams,
  caseParams,
  contextResponse,
  type DecideCaseBody,
  decideCaseBody,
  type ListAuditQuery,
  listAuditQuery,
  type ListCasesQuery,
  listCasesQuery,
} from './case.dto';
import { CaseService } from './case.service';
import { DecisionService } from './decision.service';
import { ModerationAudit } from './moderation-audit';

/** The queue of moderators. A case about the caller does not exist for the caller. */
@Controller('api/v1/moderation/cases')
export class CaseController {
  constructor(
    private readonly cases: CaseService,
    private readonly contexts: CaseContextService,
    private readonly decisions: DecisionService,
    private readonly audit: ModerationAudit,
  ) {}

  @Get()
  @Endpoint({
    access: 'moderator',
    summary: 'List cases',
    description: 'All reports of one target, until it is decided, form a case.',
    query: listCasesQuery,
    response: caseListResponse,
  })
  listModerationCases(@CurrentCaller() caller: Caller, @Query() query: ListCasesQuery) {
    return this.cases.listCases(caller, query);
  }

  @Get(':caseId')
  @Endpoint({
    access: 'moderator',
    summary: 'Get a case with its reports and decisions',
    versioned: true,
    params: caseParams,
    response: caseDetailsResponse,
    errors: [errors.MODERATION_CASE_NOT_FOUND],
  })
  getModerationCase(@CurrentCaller() caller: Caller, @Param() { caseId }: CaseParams) {
    return this.cases.getCase(caller, caseId);
  }

  @Get(':caseId/context')
  @Endpoint({
    access: 'moderator',
    summary: 'Read the messages around a reported message',
    description:
      'The message with the five before and after it, also in conversations that you cannot see. The access is recorded in the ' +
      'audit of the case. Other targets have no context.',
    params: caseParams,
    response: contextResponse,
    errors: [errors.MODERATION_CASE_NOT_FOUND, errors.RPC_UNAVAILABLE],
  })
  getModerationContext(@CurrentCaller() caller: Caller, @Param() { caseId }: CaseParams) {
    return this.contexts.getContext(caller, caseId);
  }

  @Put(':caseId/assignee')
  @Endpoint({
    access: 'moderator',
    summary: 'Assign a case to yourself or another moderator',
    description: 'Only the assignee and admins decide about an assigned case, and pass it on.',
    versioned: true,
    params: caseParams,
    body: assignCaseBody,
    response: caseDetailsResponse,
    errors: [
      errors.MODERATION_CASE_NOT_FOUND,
      errors.MODERATOR_NOT_FOUND,
      errors.MODERATION_CASE_RESOLVED,
      errors.MODERATION_CASE_TAKEN,
      errors.CANNOT_DECIDE_OWN_REPORT,
      errors.RPC_UNAVAILABLE,
    ],
  })
  assignModerationCase(
    @CurrentCaller() caller: Caller,
    @Param() { caseId }: CaseParams,
    @Body() body: AssignCaseBody,
  ) {
    return this.cases.assignCase(caller, caseId, body);
  }

  @Post(':caseId/actions')
  @Endpoint({
    access: 'moderator',
    summary: 'Decide about a case',
    description:
      'The first decision resolves the case and notifies the reporters. Further decisions can follow, unless the case was ' +
      'dismissed. The subject is notified of every decision, and can appeal for 30 days.',
    params: caseParams,
    body: decideCaseBody,
    response: actionResponse,
    status: 201,
    errors: [
      errors.MODERATION_CASE_NOT_FOUND,
      errors.CANNOT_DECIDE_OWN_REPORT,
      errors.CANNOT_DECIDE_ABOUT_STAFF,
      errors.CANNOT_BAN_ADMIN,
      errors.MODERATION_CASE_TAKEN,
      errors.MODERATION_CASE_RESOLVED,
      errors.MODERATION_ACTION_NOT_OFFERED,
      errors.MODERATION_ACTION_EXISTS,
      errors.MODERATION_UNTIL_INVALID,
      errors.MODERATION_SUBJECT_GONE,
      errors.RPC_UNAVAILABLE,
    ],
  })
  decideModerationCase(
    @CurrentCaller() caller: Caller,
    @Param() { caseId }: CaseParams,
    @Body() body: DecideCaseBody,
  ) {
    return this.decisions.decideCase(caller, caseId, body);
  }

  @Get(':caseId/audit')
  @Endpoint({
    access: 'moderator',
    summary: 'List what moderators did with a case, newest first',
    params: caseParams,
    query: listAuditQuery,
    response: auditResponse,
    errors: [errors.MODERATION_CASE_NOT_FOUND],
  })
  listModerationAudit(
    @CurrentCaller() caller: Caller,
    @Param() { caseId }: CaseParams,
    @Query() query: ListAuditQuery,
  ) {
    return this.audit.list(caller, caseId, query);
  }
}
