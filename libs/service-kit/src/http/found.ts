import { currentScope } from '../context/request-context';

/**
 * Marks the response of a POST as an entity that existed before: the status is 200 instead of that of the endpoint, which
 * must be declared `mayFind`.
 *
 * @example return existing ? found(conversationView(existing)) : conversationView(created);
 */
export function found<View extends object>(view: View): View {
  const scope = currentScope();
  if (scope) scope.status = 200;

  return view;
}
