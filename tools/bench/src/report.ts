import { table } from '@tribe/tools';

/** The target of a figure. */
export interface Aim {
  readonly text: string;
  readonly met: boolean;
}

export interface Line {
  readonly what: string;
  readonly figures: readonly string[];
  readonly aim?: Aim;
}

export interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly lines: readonly Line[];
  /** How the section was measured. */
  readonly note?: string;
}

export const atLeast = (value: number, aim: number): Aim => ({
  text: `>= ${aim}`,
  met: value >= aim,
});
export const atMost = (value: number, aim: number, unit = ''): Aim => ({
  text: `<= ${aim}${unit}`,
  met: value <= aim,
});

export const milliseconds = (value: number): string => `${value.toFixed(2)} ms`;
export const perSecond = (value: number): string =>
  `${Math.round(value).toLocaleString('en-US')}/s`;
export const times = (value: number): string => value.toFixed(2);

/** Formats CPU times: `gateway 61 µs, identity 48 µs`. */
export const cpuPerRequest = (cpu: Readonly<Record<string, number>>): string =>
  Object.entries(cpu)
    .map(([name, microseconds]) => `${name} ${Math.round(microseconds)} µs`)
    .join(', ');

/** Formats a section as a table with targets and whether they were met. */
export function show({ title, columns, lines, note }: Section): string {
  const withTargets = lines.some(({ aim }) => aim !== undefined);
  const header = ['', ...columns, ...(withTargets ? ['target', ''] : [])];

  const rows = lines.map(({ what, figures, aim }) => {
    const padded = columns.map((_, index) => figures[index] ?? '');
    return [what, ...padded, ...(aim ? [aim.text, aim.met ? 'met' : 'MISSED'] : [])];
  });

  return `\n${title}\n\n${indent(table([header, ...rows]))}\n${note ? `\n${indent(note)}\n` : ''}`;
}

const indent = (text: string): string => text.replaceAll(/^/gm, '  ');
