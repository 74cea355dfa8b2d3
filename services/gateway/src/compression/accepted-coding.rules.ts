export type Coding = 'br' | 'gzip';

/** Preferred first: brotli is smaller at the same speed. */
const codings: readonly Coding[] = ['br', 'gzip'];

/**
 * Returns the content coding to use for a client (RFC 9110, 12.5.3): the coding with the highest weight, brotli when both
 * have the same, and none when the header names neither.
 */
export function acceptedCoding(acceptEncoding: string | string[] | undefined): Coding | undefined {
  if (typeof acceptEncoding !== 'string') return undefined;
  const weights = weightsOf(acceptEncoding);
  const weightOf = (coding: Coding) => weights.get(coding) ?? weights.get('*') ?? 0;

  const [best] = codings
    .filter((coding) => weightOf(coding) > 0)
    .sort((a, b) => weightOf(b) - weightOf(a));

  return best;
}

/** `gzip;q=0.5, br` is gzip 0.5 and br 1. A weight that is no number counts as 0. */
function weightsOf(header: string): Map<string, number> {
  const entries = header.split(',').map((entry): [string, number] => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
  });
  return new Map(entries);
}
