import { Injectable } from '@nestjs/common';

/** The current time. Inject it wherever a rule depends on the time, so that tests can control it. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
