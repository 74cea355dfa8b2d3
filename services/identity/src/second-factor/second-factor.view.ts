/** @param confirmedAt null without an authenticator app, or with one that is not confirmed yet */
export function secondFactorView(confirmedAt: Date | null, recoveryCodesLeft: number) {
  return {
    enabled: confirmedAt !== null,
    enabled_at: confirmedAt?.toISOString() ?? null,
    recovery_codes_left: recoveryCodesLeft,
  };
}
