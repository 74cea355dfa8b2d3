export type { Friend } from './friend';
export { walkJourney } from './journey';
export { Narrator } from './narrator';
