export function retentionView(days: number | null) {
  return { retention_days: days };
}
