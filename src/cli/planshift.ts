#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runSandbox, SANDBOX_HELP } from './sandbox.js';
import { runTheme, THEME_HELP } from './theme.js';
import { runVerify, VERIFY_HELP } from './verify.js';

const HELP = `Planshift: drop-in React components for changing a subscription plan.

Usage: planshift <command> [options]

Commands:
  sandbox    a billing system on this machine, to develop against
  theme      looks at a brand's theme, or makes one of a colour
  verify     holds a server against the contract, in whatever language it is written

Options:
  --help       shows this, or the help of a command
  --version    shows the version

${SANDBOX_HELP}

${THEME_HELP}

${VERIFY_HELP}`;

async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  switch (command) {
    case 'sandbox':
      return runSandbox(rest);
    case 'theme':
      return runTheme(rest);
    case 'verify':
      return runVerify(rest);
    case '--version':
    case '-v':
      return console.log(version());
    case undefined:
    case '--help':
    case '-h':
    case 'help':
      return console.log(HELP);
    default:
      throw new Error(`There is no command ${JSON.stringify(command)}. See planshift --help.`);
  }
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const found = /"version":\s*"([^"]+)"/.exec(text);
  return found?.[1] ?? 'unknown';
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(`planshift: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exit(1);
});
