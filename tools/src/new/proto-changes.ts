import { existsSync } from 'node:fs';
import path from 'node:path';
import { append } from './edits';
import type { FileChange } from './file-changes';
import type { Names } from './names';

/** Adds messages to the events of a service, in its existing file or a new file. */
export function protoChanges(root: string, { snake }: Names, messages: string): FileChange[] {
  const file = `proto/tribe/${snake}/v1/events.proto`;
  if (existsSync(path.join(root, file))) return [{ file, edit: append(messages) }];

  const head = [
    'syntax = "proto3";',
    `package tribe.${snake}.v1;`,
    'import "tribe/options/v1/options.proto";',
  ];

  return [{ file, create: `${head.join('\n\n')}\n\n${messages}` }];
}
