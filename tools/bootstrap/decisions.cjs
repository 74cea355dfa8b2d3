'use strict';

/**
 * Whether `npm ci` has to run: something the lockfile wants is not installed, or is there in another version.
 * npm keeps the list of what it installed in `node_modules/.package-lock.json`.
 *
 * @param {{ packages: Record<string, any> }} wanted the parsed package-lock.json
 * @param {{ packages: Record<string, any> } | undefined} installed the parsed list of npm; undefined when there is none
 */
function needsInstall(wanted, installed) {
  return !installed || packagesToInstall(wanted, installed).length > 0;
}

/** The paths of packages that are not installed, or are there in another version. */
function packagesToInstall(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([path, entry]) => {
      if (!path.includes('node_modules/')) return false;
      const there = installed.packages[path];
      if (!there) return !entry.optional;
      return entry.link !== true && there.version !== entry.version;
    })
    .map(([path]) => path);
}

/**
 * The Node that runs everything after the installation: that of node_modules when ours is older.
 *
 * @param {string} version process.versions.node
 * @param {string} execPath ourselves
 * @param {string} localNode path of the program inside node_modules
 */
function nodeToUse(version, execPath, localNode) {
  return Number(version.split('.')[0]) >= 24 ? execPath : localNode;
}

/** Output made from sources is stale when it is missing or older than the newest of them. */
function isStale(newestSourceMs, outputMs) {
  return outputMs === undefined || newestSourceMs > outputMs;
}

module.exports = { needsInstall, packagesToInstall, nodeToUse, isStale };
