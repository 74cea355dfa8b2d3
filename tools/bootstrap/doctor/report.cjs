'use strict';

const marks = { ok: '✔', warning: '!', problem: '✖', skipped: '–' };
const subjectWidth = 14;

/** One aligned line per finding, each followed by what to do about it. */
function reportOf(findings) {
  return findings
    .flatMap(({ level, subject, text, advice = [] }) => [
      `${marks[level]} ${subject.padEnd(subjectWidth)} ${text}`,
      ...advice.map((line) => `${' '.repeat(subjectWidth + 3)}→ ${line}`),
    ])
    .join('\n');
}

/** The last line of the report. */
function summaryOf(findings) {
  const count = (level) => findings.filter((finding) => finding.level === level).length;
  const problems = count('problem');
  const warnings = count('warning');
  if (problems > 0)
    return `${plural(problems, 'problem')} (✖) ${problems === 1 ? 'prevents' : 'prevent'} npm start or npm test.`;
  const remarks = warnings > 0 ? `; ${plural(warnings, 'remark')} (!)` : '';
  return `Nothing prevents npm start or npm test${remarks}.`;
}

function plural(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

module.exports = { reportOf, summaryOf };
