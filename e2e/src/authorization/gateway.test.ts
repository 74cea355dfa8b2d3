import { reviewsAnswers } from './reviews.test-support';
import { tables } from './tables';

reviewsAnswers(tables.gateway);
