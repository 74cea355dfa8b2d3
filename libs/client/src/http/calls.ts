import type { ClientSession } from '../session/client-session';
import { newKey } from '../support/new-key';
import { within } from '../support/within';
import type { CallInputs } from './call-types';
import { keepEntityTag } from './entity-tags';
import { authorized, requestOf } from './request.rules';
import type { SendBounds, Sender } from './sender';
import type { Answer, WireRequest } from './wire';

export interface CallsOptions {
  /** Without a slash at the end. */
  readonly url: string;
  /** Milliseconds until a call without a deadline of its own fails. */
  readonly deadlineMs: number;
}

/** Calls the API with the access token of the session. */
export class Calls {
  constructor(
    private readonly options: CallsOptions,
    private readonly sender: Sender,
    private readonly session: ClientSession,
  ) {}

  /** @throws TribeError */
  async call(method: WireRequest['method'], path: string, inputs: CallInputs): Promise<unknown> {
    const { deadlineMs = this.options.deadlineMs, signal } = inputs;
    const request = requestOf(this.options.url, method, path, inputs, newKey());
    const bounds = { deadline: Date.now() + deadlineMs, signal };

    const { body, etag } = await within({ timeoutMs: deadlineMs, signal }, () =>
      this.sendAuthorized(request, bounds),
    );

    keepEntityTag(body, etag);

    return body;
  }

  /** Sends the request again, with the same key, when the server refuses a token for which there is a newer one. */
  private async sendAuthorized(request: WireRequest, bounds: SendBounds): Promise<Answer> {
    const token = await this.session.accessToken();

    try {
      return await this.sender.send(authorized(request, token), bounds);
    } catch (error) {
      const newer = await this.session.tokenAfterRefusal(error, token);
      if (newer === undefined) throw error;

      return this.sender.send(authorized(request, newer), bounds);
    }
  }
}
