import { processForm } from './process-form.rules';

test('a machine with less than 4 GB runs all services in one process and says why', () => {
  const form = processForm(undefined, 3.9e9);
  expect(form.single).toBe(true);
  expect(form.explanation).toContain('3.9 GB');
  expect(form.explanation).toContain('--no-single');
});

test('a machine with 4 GB runs a process per service and says why', () => {
  const form = processForm(undefined, 4e9);
  expect(form.single).toBe(false);
  expect(form.explanation).toContain('4.0 GB');
  expect(form.explanation).toContain('--single');
});

test('a flag decides regardless of the memory', () => {
  expect(processForm(true, 64e9)).toMatchObject({ single: true });
  expect(processForm(false, 1e9)).toMatchObject({ single: false });
});
