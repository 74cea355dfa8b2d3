'use strict';

const rounds = 100;
const sample = Array.from({ length: 200 }, (_, index) => ({
  id: `id-${index}`,
  name: `name of ${index}`,
  tags: ['goal', 'habit', String(index)],
}));

/**
 * CPU milliseconds that a small fixed piece of work takes at this moment. Compared with the figure of the machine on
 * which budgets were set, it tells how much slower this machine is, with everything else that runs on it.
 */
function fixedWorkMs() {
  const before = process.threadCpuUsage();
  for (let round = 0; round < rounds; round++) {
    const copy = JSON.parse(JSON.stringify(sample));
    copy.sort((a, b) => (a.name < b.name ? 1 : -1));
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

module.exports = { fixedWorkMs };
