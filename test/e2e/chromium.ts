import { chromium, type Browser } from 'playwright';
import { chromiumOptions } from '../chromium.js';

export function startChromium(): Promise<Browser> {
  return chromium.launch(chromiumOptions);
}
