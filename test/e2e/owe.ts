import { choose, expect, type Page } from './kit'

/** Lists of what is owed, as the console makes and works them. */

export interface Made { type: string; title: string; place: string; to?: string; unit?: string; owner?: string }

/** Makes a list in the console and ends on its page. */
export async function makeList(page: Page, l: Made): Promise<void> {
  await page.goto('/console/lists/all')
  await page.getByRole('button', { name: '建清单' }).first().click()
  const dialog = page.getByRole('dialog').filter({ hasText: '建清单' })
  await choose(page, /清单种类/, new RegExp(`^${escape(l.type)}$`), '', dialog)
  await choose(page, /哪里的清单/, new RegExp(l.place), l.place, dialog)
  if (l.unit) await choose(page, /属于哪个专班/, new RegExp(l.unit), l.unit, dialog)
  if (l.owner) await choose(page, /谁负责/, new RegExp(l.owner), l.owner, dialog)
  if (l.to) await dialog.getByLabel('到哪一天').fill(l.to)
  await dialog.getByLabel('名称', { exact: true }).fill(l.title)
  await dialog.getByRole('button', { name: '建清单' }).click()
  await expect(page.getByRole('heading', { name: l.title })).toBeVisible()
}

export interface Asked { title: string; who: string; due?: string; choice?: [label: RegExp, option: RegExp] }

/** Adds an item to the list, or breaks down the item, whose page is open. */
export async function addItem(page: Page, a: Asked, verb: '添加事项' | '分解' = '添加事项'): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).first().click()
  const dialog = page.getByRole('dialog').filter({ hasText: verb })
  await choose(page, /交给谁/, new RegExp(a.who), a.who, dialog)
  if (a.choice) await choose(page, a.choice[0], a.choice[1], '', dialog)
  if (a.due) await dialog.getByLabel('期限', { exact: true }).fill(a.due)
  await dialog.getByLabel('事项', { exact: true }).fill(a.title)
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('link', { name: a.title })).toBeVisible()
}

/** Takes a step on one of the orders of the item whose page is open. */
export async function orderStep(page: Page, verb: string, note = ''): Promise<void> {
  await page.locator('section.panel').filter({ hasText: '督办单' }).getByRole('button', { name: verb, exact: true }).last().click()
  const dialog = page.getByRole('dialog').filter({ hasText: `${verb} ·` })
  if (note) await dialog.getByLabel('说明').fill(note)
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await expect(dialog).toBeHidden()
}

const escape = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
