'use strict';
const fs = require('node:fs');

const ticksPerSecond = 100;

/**
 * Returns the CPU seconds (user and system) of this process and of its children that have ended. Without `/proc`,
 * children are not counted.
 */
function cpuSeconds() {
  try {
    const stat = fs.readFileSync('/proc/self/stat', 'utf8');
    // The name of the program, in parentheses, may contain spaces. It is followed by: state, ppid, … utime, stime,
    // cutime, cstime.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
}

module.exports = { cpuSeconds };
