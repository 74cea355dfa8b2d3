/** The declaration of a metric; the documentation of the metrics is generated from it. */
export interface MetricDeclaration {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** One sentence without a full stop. */
  readonly help: string;
  readonly labels: readonly string[];
}

const nameOf: Readonly<Record<MetricDeclaration['type'], { pattern: RegExp; rule: string }>> = {
  counter: { pattern: /_total$/, rule: 'the name of a counter ends with _total' },
  gauge: { pattern: /(?<!_total)$/, rule: 'only the name of a counter ends with _total' },
  histogram: {
    pattern: /_(seconds|bytes)$/,
    rule: 'the name of a histogram ends with its unit, _seconds or _bytes',
  },
};

const prefixed = /^tribe(_[a-z][a-z0-9]*)+$/;
const derivedUnit = /_(ms|millis|milliseconds|minutes|hours|days|kb|mb|kib|mib|percent)(_total)?$/;
/** Added by the client library and Prometheus. */
const reservedSuffix = /_(bucket|count|created|info|sum)$/;
/** `service` is on every metric; the others belong to Prometheus. */
const reservedLabels: ReadonlySet<string> = new Set(['service', 'le', 'quantile']);

/**
 * Checks a metric against the naming conventions of Prometheus: snake_case with a prefix, base units, and `_total` for
 * counters.
 *
 * @returns the first rule that the declaration breaks, or undefined
 */
export function flawOfMetric({ name, type, help, labels }: MetricDeclaration): string | undefined {
  if (!prefixed.test(name)) return 'the name of a metric is snake_case and starts with tribe_';
  if (derivedUnit.test(name)) return 'a metric is in base units: seconds or bytes';
  if (reservedSuffix.test(name)) return 'the suffix of this name belongs to Prometheus';
  if (!nameOf[type].pattern.test(name)) return nameOf[type].rule;
  if (!/^[A-Z].*[^.\s]$/.test(help))
    return 'the help of a metric is a sentence without a full stop';
  const label = labels.find((each) => !/^[a-z][a-z_]*$/.test(each) || reservedLabels.has(each));

  return label && `the label ${label} is reserved or not snake_case`;
}
