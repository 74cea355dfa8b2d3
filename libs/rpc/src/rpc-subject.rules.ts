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

/** Returns the subject of a method: `rpc.<owner>.<Service>.<Method>`. */
export function rpcSubjectOf(method: DescMethod): string {
  return `rpc.${rpcOwnerOf(method.parent)}.${method.parent.name}.${method.name}`;
}
