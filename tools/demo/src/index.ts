export { connected, type Friend, newClient } from './friend';
export { runChat } from './chat';
export { runJourney } from './journey';
export { Narrator } from './narrator';
export { runStreak } from './streak';
