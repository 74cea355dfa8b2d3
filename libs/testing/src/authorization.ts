/** The building blocks of authorization tables, explained in `e2e/README.md`. */
export type { Answer, ErrorCode } from './authorization/answer';
export { Cast, type Impostor, secretTitle } from './authorization/cast';
export * as the from './authorization/objects';
export { answeredLike, type Relation, relations } from './authorization/relations';
export type { AuthorizationTables, Row, Rows, Target } from './authorization/row';
