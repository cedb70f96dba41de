import type { LaunchOptions } from 'playwright-core';

/** How the browser is started. */
export function browserOptions(executablePath: string): LaunchOptions;
