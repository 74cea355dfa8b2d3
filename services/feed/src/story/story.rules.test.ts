import type { ShownStory } from './story.queries';
import { groupStories } from './story.rules';

const story = (id: string, userId: string, isViewed: boolean) =>
  ({ id, userId, isViewed }) as ShownStory;

test('the viewer is first, then users with new stories, each with the oldest story first', () => {
  const newestFirst = [
    story('5', 'seen', true),
    story('4', 'partly', false),
    story('3', 'new', false),
    story('2', 'partly', true),
    story('1', 'viewer', true),
  ];
  const groups = groupStories(newestFirst, 'viewer').map(({ userId, stories, hasUnviewed }) => [
    userId,
    stories.map(({ id }) => id).join(),
    hasUnviewed,
  ]);
  expect(groups).toEqual([
    ['viewer', '1', false],
    ['partly', '2,4', true],
    ['new', '3', true],
    ['seen', '5', false],
  ]);
});
