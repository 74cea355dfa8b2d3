import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type CreateStoryBody,
  createStoryBody,
  listStoriesResponse,
  type ListStoryViewsQuery,
  listStoryViewsQuery,
  listStoryViewsResponse,
  type StoryParams,
  storyParams,
  storyResponse,
} from './story.dto';
import { StoryService } from './story.service';

@Controller('api/v1/stories')
export class StoryController {
  constructor(private readonly stories: StoryService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Show a picture to your friends for 24 hours',
    description: 'Upload a picture with the purpose `story` first, and send its id.',
    body: createStoryBody,
    response: storyResponse,
    status: 201,
    errors: [errors.SENDER_MUTED, errors.MEDIA_NOT_USABLE],
  })
  createStory(@CurrentCaller() caller: Caller, @Body() body: CreateStoryBody) {
    return this.stories.createStory(caller, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your stories and those of your friends, users with new ones first',
    description: 'Returns the newest 500 stories of the last 24 hours, by user.',
    response: listStoriesResponse,
  })
  listStories(@CurrentCaller() caller: Caller) {
    return this.stories.listStories(caller);
  }

  @Get(':storyId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a story',
    params: storyParams,
    response: storyResponse,
    errors: [errors.STORY_NOT_FOUND],
  })
  getStory(@CurrentCaller() caller: Caller, @Param() { storyId }: StoryParams) {
    return this.stories.getStory(caller, storyId);
  }

  @Delete(':storyId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete your story',
    params: storyParams,
    status: 204,
    errors: [errors.STORY_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deleteStory(@CurrentCaller() caller: Caller, @Param() { storyId }: StoryParams) {
    return this.stories.deleteStory(caller, storyId);
  }

  @Post(':storyId/view')
  @Endpoint({
    access: 'authenticated',
    summary: 'Note that you have seen a story',
    description: 'Counts once for each user, and not for the author.',
    params: storyParams,
    response: storyResponse,
    errors: [errors.STORY_NOT_FOUND],
  })
  viewStory(@CurrentCaller() caller: Caller, @Param() { storyId }: StoryParams) {
    return this.stories.viewStory(caller, storyId);
  }

  @Get(':storyId/views')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the users who have seen your story, most recent first',
    params: storyParams,
    query: listStoryViewsQuery,
    response: listStoryViewsResponse,
    errors: [errors.STORY_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listStoryViews(
    @CurrentCaller() caller: Caller,
    @Param() { storyId }: StoryParams,
    @Query() query: ListStoryViewsQuery,
  ) {
    return this.stories.listViews(caller, storyId, query);
  }
}
