import { priorityOf, raisedPriority, severityOf } from './report.rules';

test('the severity of a reason comes before the number of reports', () => {
  expect(priorityOf('self_harm', 1)).toBeGreaterThan(priorityOf('harassment', 2_000_000));
  expect(priorityOf('spam', 3)).toBeGreaterThan(priorityOf('other', 2));
});

test('the priority of a case keeps its worst reason and counts all reports', () => {
  const first = priorityOf('violence', 1);
  const second = raisedPriority(first, 'spam', 2);
  expect([severityOf(second), second]).toEqual(['high', first + 1]);
  expect(severityOf(raisedPriority(priorityOf('spam', 1), 'hate', 2))).toBe('medium');
  expect(severityOf(priorityOf('other', 1))).toBe('low');
});
