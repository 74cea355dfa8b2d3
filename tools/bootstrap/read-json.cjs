'use strict';
const fs = require('node:fs');

/** The parsed file; undefined when it does not exist. */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

module.exports = { readJson };
