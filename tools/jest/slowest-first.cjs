'use strict';
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const expensive = require('./expensive-files.json');

const root = path.resolve(__dirname, '../..');

/** Starts expensive files first, so that none of them runs alone at the end; other files keep Jest's order. */
class SlowestFirst extends Sequencer {
  async sort(tests) {
    const known = new Map(
      Object.keys(expensive).map((file, rank) => [path.join(root, file), rank]),
    );
    const rankOf = ({ path: file }) => known.get(file) ?? known.size;
    const sorted = await super.sort(tests);
    return [...sorted].sort((a, b) => rankOf(a) - rankOf(b));
  }
}

module.exports = SlowestFirst;
