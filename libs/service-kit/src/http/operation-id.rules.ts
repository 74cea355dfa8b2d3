/**
 * The name of the handler. When controllers inherit it, the noun of the class that declares it becomes that of the
 * controller: `listTribeMembers` of `TribeMemberEndpoints` is `listGroupMembers` of `GroupMemberController`.
 */
export function operationIdOf(controller: object, handler: string): string {
  let declaring = Object.getPrototypeOf(controller) as object;
  while (!Object.hasOwn(declaring, handler)) declaring = Object.getPrototypeOf(declaring) as object;
  const own = wordsOf(controller.constructor.name);
  const general = wordsOf(declaring.constructor.name);

  while (own.length > 1 && general.length > 1 && own.at(-1) === general.at(-1)) {
    own.pop();
    general.pop();
  }

  return handler.replace(general.join(''), own.join(''));
}

/** `['Group', 'Member']` for `GroupMemberController`. */
function wordsOf(className: string): string[] {
  return className.match(/[A-Z][a-z0-9]*/g)?.slice(0, -1) ?? [];
}
