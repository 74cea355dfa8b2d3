/**
 * Returns how often to repeat a fault that depends on timing: `few` times in `npm test`, `many` times in `npm run
 * test:thorough`.
 */
export function repetitions({ few, many }: { few: number; many: number }): number {
  return process.env['TRIBE_THOROUGH'] === '1' ? many : few;
}
