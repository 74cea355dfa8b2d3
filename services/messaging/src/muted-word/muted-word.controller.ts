import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  listMutedWordsResponse,
  type MutedWordParams,
  mutedWordParams,
  mutedWordResponse,
  type MuteWordBody,
  muteWordBody,
} from './muted-word.dto';
import { MutedWordService } from './muted-word.service';

@Controller('api/v1/muted-words')
export class MutedWordController {
  constructor(private readonly words: MutedWordService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your muted words and phrases',
    response: listMutedWordsResponse,
  })
  listMutedWords(@CurrentCaller() caller: Caller) {
    return this.words.listMutedWords(caller);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Mute a word or phrase',
    description:
      'You are not notified of messages with it, which stay readable and count as unread. Messages that mention you by name and alerts are not affected. Muting it again changes its end.',
    body: muteWordBody,
    response: mutedWordResponse,
    status: 201,
    mayFind: true,
    errors: [errors.TOO_MANY_MUTED_WORDS, errors.MUTE_END_PASSED],
  })
  muteWord(@CurrentCaller() caller: Caller, @Body() body: MuteWordBody) {
    return this.words.muteWord(caller, body);
  }

  @Delete(':mutedWordId')
  @Endpoint({
    access: 'authenticated',
    summary: 'End the mute of a word or phrase',
    params: mutedWordParams,
    status: 204,
    errors: [errors.MUTED_WORD_NOT_FOUND],
  })
  unmuteWord(@CurrentCaller() caller: Caller, @Param() { mutedWordId }: MutedWordParams) {
    return this.words.unmuteWord(caller, mutedWordId);
  }
}
