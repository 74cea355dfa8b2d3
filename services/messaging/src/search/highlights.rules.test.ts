import fc from 'fast-check';
import { highlightsIn, matchEnd, matchStart } from './highlights.rules';

const mark = (text: string) => `${matchStart}${text}${matchEnd}`;

test('returns the marked parts in UTF-16 code units', () => {
  const content = '👏 a run, <b>runs</b>';
  const text = '👏 a run,  b runs /b ';
  const marked = text.replace('run,', `${mark('run')},`).replace('runs', mark('runs'));
  const highlights = highlightsIn(content, marked);
  expect(highlights.map(({ start, end }) => content.slice(start, end))).toEqual(['run', 'runs']);
});

test('returns the parts that were marked in any content', () => {
  const word = fc
    .string()
    .filter((text) => ![matchStart, matchEnd, '<', '>'].some((c) => text.includes(c)));
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.boolean())), (words) => {
      const content = words.map(([text]) => text).join('');
      const marked = words.map(([text, isMatch]) => (isMatch ? mark(text) : text)).join('');
      const matches = words.filter(([, isMatch]) => isMatch).map(([text]) => text);
      const found = highlightsIn(content, marked).map(({ start, end }) =>
        content.slice(start, end),
      );
      expect(found).toEqual(matches);
    }),
  );
});

test('returns nothing when the marked text is not the content', () => {
  expect(highlightsIn('a run', `a ${mark('ran')}`)).toEqual([]);
});
