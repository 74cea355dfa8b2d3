export { connected, type Friend, newClient } from './friend';
export { runJourney } from './journey';
export { Narrator } from './narrator';
