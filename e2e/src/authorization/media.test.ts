import { reviewsAnswers } from './reviews.test-support';
import { tableOf } from './tables';

reviewsAnswers([tableOf('media')]);
