import { Injectable } from '@nestjs/common';

/** The time. Injected wherever a rule depends on it, so that a test can hold it still. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
