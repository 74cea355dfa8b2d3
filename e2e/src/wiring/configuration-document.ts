import type { ConfigVariable } from '@tribe/service-kit';
import { markdownTable } from './reviewed-file';

/** The environment variables of one service. */
export interface ServiceConfiguration {
  readonly service: string;
  readonly variables: readonly ConfigVariable[];
}

const introduction = `<!-- Written by \`npm run wiring\` from the configuration schemas of the services. Do not edit. -->

# Configuration

A service reads its configuration from environment variables when it starts. A missing or invalid variable stops the start with
one line that names the variable and never shows its value. An empty variable counts as absent. \`npm start\` sets what is
required and writes the variables of each service to \`.tribe/env/<service>.env\`.

## Secrets from files

A variable marked 🔒 is confidential. Instead of \`CURSOR_SECRET\`, set \`CURSOR_SECRET_FILE=/run/secrets/cursor\` to read the value
from a file, as Docker and Kubernetes mount secrets. One newline at the end of the file is ignored. A service does not start when
both variables are set, or when the file is empty or cannot be read.
`;

/** Returns docs/configuration.md: one table per set of services that share variables. */
export function configurationDocument(services: readonly ServiceConfiguration[]): string {
  const declared = services.flatMap(({ service, variables }) =>
    variables.map((variable) => ({ service, variable, key: JSON.stringify(variable) })),
  );

  // Services that define a variable differently get a row each.
  const variables = [...Map.groupBy(declared, ({ key }) => key).values()].flatMap((users) => {
    const names = users.map(({ service }) => service);
    return users.slice(0, 1).map(({ variable }) => ({ variable, names }));
  });

  const sections = Map.groupBy(variables, ({ names }) => names.join(', '));

  return [
    introduction,
    ...[...sections.values()]
      .sort((a, b) => usersOf(b) - usersOf(a))
      .map((entries) => section(entries, services.length)),
  ].join('\n');
}

interface Entry {
  readonly variable: ConfigVariable;
  readonly names: readonly string[];
}

function usersOf([first]: readonly Entry[]): number {
  return first?.names.length ?? 0;
}

function section(entries: readonly Entry[], total: number): string {
  const names = entries[0]?.names ?? [];
  const title = names.length === total ? 'Every service' : names.join(', ');
  const rows = entries.map(({ variable }) => rowOf(variable));

  return `## ${title}\n\n${markdownTable(['Variable', 'Format', 'Default', 'Meaning'], rows)}\n`;
}

function rowOf({
  name,
  format,
  default: value,
  required,
  secret,
  description,
}: ConfigVariable): string[] {
  const fallback = value === undefined || value === '' ? '' : `\`${value}\``;
  return [
    `\`${name}\`${secret ? ' 🔒' : ''}`,
    format,
    required ? '**required**' : fallback,
    description,
  ];
}
