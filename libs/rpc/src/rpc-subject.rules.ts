import type { DescMethod, DescService } from '@bufbuild/protobuf';

/**
 * Returns the service that implements a contract, from its proto package: `tribe.social_graph.v1` -> `social-graph`.
 *
 * @throws Error when the package is not `tribe.<owner>.v<n>`
 */
export function rpcOwnerOf(service: DescService): string {
  const owner = /^tribe\.([a-z_]+)\.v\d+\./.exec(service.typeName)?.[1];
  if (!owner) throw new Error(`${service.typeName} is not in a package tribe.<owner>.v<n>`);
  return owner.replaceAll('_', '-');
}

/** Returns the subject of a method without its caller: `rpc.<owner>.<Service>.<Method>`. */
export function rpcSubjectOf(method: DescMethod): string {
  return `rpc.${rpcOwnerOf(method.parent)}.${method.parent.name}.${method.name}`;
}

/**
 * Returns the subject of a caller's calls: `rpc.<owner>.<Service>.<Method>.<caller>`. A service may only publish subjects
 * that end with its own name, so the callee knows its caller.
 */
export function callSubjectOf(method: DescMethod, caller: string): string {
  return `${rpcSubjectOf(method)}.${caller}`;
}

/**
 * Returns the caller of a received call, or undefined when the answer would not go to an inbox of this caller. An answer to
 * another subject would be a message in the name of the callee.
 *
 * @param method subject of the method without its caller
 */
export function callerOf(method: string, subject: string, reply: string | undefined) {
  const caller = subject.startsWith(`${method}.`) ? subject.slice(method.length + 1) : '';
  const inbox = `_INBOX_${caller.replaceAll('-', '_')}.`;
  return caller !== '' && reply?.startsWith(inbox) ? caller : undefined;
}
