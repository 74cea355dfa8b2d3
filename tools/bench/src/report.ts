import { table } from '@tribe/tools';

/** What a figure is held against. */
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
  /** How it was measured, in a sentence or two. */
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

/** `gateway 61 µs, identity 48 µs` */
export const cpuPerRequest = (cpu: Readonly<Record<string, number>>): string =>
  Object.entries(cpu)
    .map(([name, microseconds]) => `${name} ${Math.round(microseconds)} µs`)
    .join(', ');

/** One table, with what was aimed at and whether it was met. */
export function show({ title, columns, lines, note }: Section): string {
  const withAims = lines.some(({ aim }) => aim !== undefined);
  const header = ['', ...columns, ...(withAims ? ['aim', ''] : [])];
  const rows = lines.map(({ what, figures, aim }) => {
    const padded = columns.map((_, index) => figures[index] ?? '');
    return [what, ...padded, ...(aim ? [aim.text, aim.met ? 'met' : 'MISSED'] : [])];
  });
  return `\n${title}\n\n${indent(table([header, ...rows]))}\n${note ? `\n${indent(note)}\n` : ''}`;
}

const indent = (text: string): string => text.replaceAll(/^/gm, '  ');
