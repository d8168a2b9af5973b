import { join } from 'node:path'
import type { Page } from './kit'

const root = join(__dirname, '../..')

/** The README's pictures, taken anew when UPDATE_PICTURES=1 says so. */
export async function picture(page: Page, name: 'console-home' | 'console-case' | 'public-card' | 'field-home'): Promise<void> {
  if (process.env.UPDATE_PICTURES === '1') await page.screenshot({ path: join(root, 'docs/pictures', `${name}.png`) })
}

/** Each page as it looked in the last run, for people to look at. */
export async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(__dirname, 'test-results/looks', `${name}.jpg`), type: 'jpeg', quality: 75, fullPage: true })
}
