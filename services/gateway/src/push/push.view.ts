import type { OwnerAnswer } from '../proxy/owner-client';
import type { PushResponse } from './push.dto';

/** The answer of an owner to an operation. */
export function pushResultView(
  id: string,
  { status, body }: Pick<OwnerAnswer, 'status' | 'body'>,
): PushResponse['results'][number] {
  const fields = body as Record<string, unknown>;
  const isRefused = status >= 400;

  return { id, status, body: isRefused ? null : fields, problem: isRefused ? fields : null };
}
