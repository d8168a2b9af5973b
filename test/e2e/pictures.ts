import { join } from 'node:path'
import type { Page } from './kit'

const root = join(__dirname, '../..')

/** The README's pictures, taken anew when UPDATE_PICTURES=1 says so. */
export async function picture(page: Page, name: 'console-home' | 'console-case' | 'public-card' | 'field-home' | 'command-centre' | 'wall'): Promise<void> {
  if (process.env.UPDATE_PICTURES === '1') await page.screenshot({ path: join(root, 'docs/pictures', `${name}.png`) })
}

/** How a page looked in the last run, for people to look at (LOOKS=1): three screens of it, or what the screen shows of it. */
export async function look(page: Page, name: string, whole = true): Promise<void> {
  if (process.env.LOOKS !== '1') return
  const { width, height } = page.viewportSize()!
  const long = await page.evaluate(() => document.documentElement.scrollHeight)
  const part = whole ? { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(long, 3 * height) } } : {}
  await page.screenshot({ path: join(__dirname, 'test-results/looks', `${name}.jpg`), type: 'jpeg', quality: 75, ...part })
}
