import type { Sql } from '@tribe/service-kit';
import type { PasskeyPurpose } from './passkey.rules';

/** @returns the deleted challenge; undefined when there is none that can be answered */
export async function takeChallenge(
  sql: Sql,
  challenge: { id: string; purpose: PasskeyPurpose; userId: string | null },
  now: Date,
): Promise<Buffer | undefined> {
  const { id, purpose, userId } = challenge;
  const [taken] = await sql.query<{ challenge: Buffer }>(
    'passkey_challenge_take',
    `DELETE FROM passkey_challenges
      WHERE id = $1::uuid AND purpose = $2 AND user_id IS NOT DISTINCT FROM $3::uuid AND expires_at > $4
     RETURNING challenge`,
    [id, purpose, userId, now],
  );
  return taken?.challenge;
}
