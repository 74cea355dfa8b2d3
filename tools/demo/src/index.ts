export type { Friend } from './friend';
export { runJourney } from './journey';
export { Narrator } from './narrator';
