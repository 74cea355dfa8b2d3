import { flawOfMetric, type MetricDeclaration } from './metric.rules';

const counter: MetricDeclaration = {
  name: 'tribe_mails_total',
  type: 'counter',
  help: 'Mails handed to the mail server',
  labels: ['kind', 'outcome'],
};

test.each<[string, Partial<MetricDeclaration>]>([
  ['a counter', {}],
  ['a gauge', { name: 'tribe_outbox_unpublished_events', type: 'gauge' }],
  ['a gauge with a unit', { name: 'tribe_outbox_oldest_age_seconds', type: 'gauge' }],
  ['a histogram', { name: 'tribe_http_request_duration_seconds', type: 'histogram' }],
])('accepts %s in the naming scheme', (_what, change) => {
  expect(flawOfMetric({ ...counter, ...change })).toBeUndefined();
});

test.each<[string, Partial<MetricDeclaration>, string]>([
  ['a name without the prefix', { name: 'mails_total' }, 'starts with tribe_'],
  ['a name in camelCase', { name: 'tribe_mailsSent_total' }, 'is snake_case'],
  ['a counter without _total', { name: 'tribe_mails' }, 'ends with _total'],
  ['a gauge with _total', { type: 'gauge' }, 'only the name of a counter'],
  ['a histogram without a unit', { name: 'tribe_mail', type: 'histogram' }, 'ends with its unit'],
  ['milliseconds', { name: 'tribe_mail_duration_ms', type: 'histogram' }, 'base units'],
  ['a suffix of Prometheus', { name: 'tribe_mails_count', type: 'gauge' }, 'belongs to Prometheus'],
  ['a help that is empty', { help: '' }, 'is a sentence'],
  ['a help with a full stop', { help: 'Mails sent.' }, 'without a full stop'],
  ['a label in camelCase', { labels: ['mailKind'] }, 'label mailKind'],
  ['a label that every metric has', { labels: ['service'] }, 'label service is reserved'],
])('refuses %s', (_what, change, message) => {
  expect(flawOfMetric({ ...counter, ...change })).toContain(message);
});
