/** Jest says only that a test took too long; this says what it waited for. */
export async function noticingDelay<T>(what: string, starting: Promise<T>): Promise<T> {
  const notice = setTimeout(
    () => process.stderr.write(`Still waiting after 20 s for ${what}\n`),
    20_000,
  );
  try {
    return await starting;
  } finally {
    clearTimeout(notice);
  }
}
