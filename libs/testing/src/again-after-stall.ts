/** Starts once more when Postgres or NATS was too late, because a machine may stall for many seconds. */
export async function againAfterStall<Result>(start: () => Promise<Result>): Promise<Result> {
  try {
    return await start();
  } catch (error) {
    if (!isStall(error)) throw error;
    return start();
  }
}

function isStall(error: unknown): boolean {
  return error instanceof Error && /timeout expired|TIMEOUT|timed out/.test(error.message);
}
