// Finds Chromium and the fonts that the pictures need; as root on Debian it installs them, elsewhere it says how.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// The last one for Japanese, Korean and Chinese.
const PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-dejavu-core', 'fonts-noto-cjk'];
const COMMAND = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;
const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

function findChromium() {
  return CANDIDATES.find((path) => path && existsSync(path)) ?? null;
}

/** Letters of Europe, and those that need a package of their own. */
function hasFonts() {
  if (process.platform !== 'linux') return true;
  return ['en', 'ja'].every((language) => spawnSync('fc-list', [`:lang=${language}`, 'file']).stdout?.length > 0);
}

function canInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

/** The path of a Chromium that tests can start. */
export function ensureBrowser() {
  const found = findChromium();
  if (found && hasFonts()) return found;
  if (!canInstall()) {
    console.error(
      `The tests need Chromium${hasFonts() ? '' : ' and fonts'}, and this machine lacks it.\n` +
        `On Debian or Ubuntu run:  sudo sh -c '${COMMAND}'\n` +
        'Elsewhere install Chromium and set CHROMIUM_PATH to its program.',
    );
    process.exit(1);
  }
  execFileSync('sh', ['-c', COMMAND], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  return ensureInstalled();
}

function ensureInstalled() {
  const found = findChromium();
  if (found) return found;
  console.error('Chromium was installed but is not where it is looked for. Set CHROMIUM_PATH to its program.');
  return process.exit(1);
}
