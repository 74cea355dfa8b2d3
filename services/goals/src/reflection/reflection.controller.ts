import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type CreateReflectionBody,
  createReflectionBody,
  type ListReflectionsQuery,
  listReflectionsQuery,
  listReflectionsResponse,
  type ReflectionParams,
  reflectionParams,
  reflectionResponse,
  type UpdateReflectionBody,
  updateReflectionBody,
} from './reflection.dto';
import { ReflectionService } from './reflection.service';

@Controller('api/v1/reflections')
export class ReflectionController {
  constructor(private readonly reflections: ReflectionService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Write the reflection on a day',
    body: createReflectionBody,
    response: reflectionResponse,
    status: 201,
    errors: [errors.REFLECTION_EXISTS, errors.REFLECTION_DATE_INVALID],
  })
  createReflection(@CurrentCaller() caller: Caller, @Body() body: CreateReflectionBody) {
    return this.reflections.createReflection(caller, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary:
      'List your reflections, or those that a partner shares, those on the latest days first',
    query: listReflectionsQuery,
    response: listReflectionsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  listReflections(@CurrentCaller() caller: Caller, @Query() query: ListReflectionsQuery) {
    return this.reflections.listReflections(caller, query);
  }

  @Get(':date')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your reflection on a day',
    versioned: true,
    params: reflectionParams,
    response: reflectionResponse,
    errors: [errors.REFLECTION_NOT_FOUND],
  })
  getReflection(@CurrentCaller() caller: Caller, @Param() { date }: ReflectionParams) {
    return this.reflections.getReflection(caller, date);
  }

  @Put(':date')
  @Endpoint({
    access: 'authenticated',
    summary: 'Change your reflection on a day',
    versioned: true,
    params: reflectionParams,
    body: updateReflectionBody,
    response: reflectionResponse,
    errors: [errors.REFLECTION_NOT_FOUND, errors.REFLECTION_WITHHELD],
  })
  updateReflection(
    @CurrentCaller() caller: Caller,
    @Param() { date }: ReflectionParams,
    @Body() body: UpdateReflectionBody,
  ) {
    return this.reflections.updateReflection(caller, date, body);
  }
}
