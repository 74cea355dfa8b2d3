/** Writes a notice when `starting` takes more than 20 s, because Jest only reports a timeout. */
export async function warnIfSlow<T>(what: string, starting: Promise<T>): Promise<T> {
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
