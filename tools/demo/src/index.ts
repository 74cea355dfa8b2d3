export { connected, type Friend, newClient } from './friend';
export { runChat } from './chat';
export { clientOf } from './crowd';
export { runJourney } from './journey';
export { Narrator } from './narrator';
export { runPhoto } from './photo';
export { runStreak } from './streak';
