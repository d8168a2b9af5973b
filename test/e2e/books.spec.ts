import { desk, expect, get, phone, test, type Page } from './kit'

interface Book { id: string; kind: string; name: string }
const booksOf = async (page: Page, kind: string) => (await get<{ items: Book[] }>(page, `/api/books?kind=${kind}&limit=200`)).items
const figure = (text: string) => Number(text.replace(/[^\d.−-]/g, '').replace('−', '-'))

/** A book of a kind that has something in an account of a kind. */
async function bookWith(page: Page, kind: string, account: string): Promise<Book> {
  for (const b of await booksOf(page, kind)) {
    const t = await get<{ totals: { kind: string; debit: number }[] }>(page, `/api/books/${b.id}`)
    if (t.totals.some((x) => x.kind === account && x.debit > 0)) return b
  }
  throw new Error(`no ${kind} book has anything in ${account}`)
}

/** Households earn points where the county's pack has them. */
const counties = [{ name: '乡宁', county: 'xiangning', merit: false }, { name: '祥符', county: 'xiangfu', merit: true }] as const

for (const c of counties) {
  test.describe(c.name, () => {
    test.use({ county: c.county })

    test(`F1 ${c.name} 账簿: an auditor goes from the total of a branch's book to a deed, its evidence and who confirmed it`, async ({ visit }) => {
      const auditor = await visit('auditor', desk)
      const b = await bookWith(auditor, 'points', 'member')
      await auditor.goto('/console/books')
      await auditor.getByLabel('哪一类').selectOption('points')
      await expect(auditor.getByRole('navigation', { name: '目录' }).first().getByRole('link', { name: '账簿' })).toBeVisible()
      await auditor.goto(`/console/books/${b.id}`)
      await expect(auditor.getByText('借方和贷方相等')).toBeVisible()
      await auditor.getByRole('button', { name: '党员', exact: true }).click() // the total
      const owners = auditor.getByRole('region', { name: '党员的账户' }).getByRole('link')
      await expect(owners.first()).toBeVisible()
      let found = false
      for (let i = 0, n = await owners.count(); i < n && !found; i++) {
        await owners.nth(i).click() // the account
        await expect(auditor.getByRole('table', { name: '明细账' })).toBeVisible()
        const deed = auditor.getByRole('row').filter({ hasText: '确认' }).getByRole('link', { name: /^(加分|减分)$/ })
        if ((found = (await deed.count()) > 0)) await deed.first().click() // the posting
        else await auditor.goBack()
      }
      expect(found, 'a member with a deed that was confirmed').toBe(true)
      const behind = auditor.getByRole('region', { name: '依据' })
      await expect(behind.getByText('确认', { exact: true })).toBeVisible()
      await behind.getByRole('button', { name: '看这件事' }).click() // the deed, with its evidence and steps
      await expect(auditor.getByRole('heading', { name: '佐证' })).toBeVisible()
      for (const [method, path] of [['POST', '/api/books'], ['DELETE', `/api/books/${b.id}`]] as const) {
        const answer = await auditor.request.fetch(path, { method, data: {} })
        expect([403, 404, 405]).toContain(answer.status()) // nobody writes here
      }
    })

    if (!c.merit) return
    test(`F2 ${c.name} 账簿: from the total of a village's book to what a household did, its photo and who scored it, on the phone too`, async ({ visit }) => {
      const auditor = await visit('auditor', desk)
      const b = await bookWith(auditor, 'merit', 'points.house')
      await auditor.goto(`/console/books/${b.id}`)
      const sums = await get<{ sums: { debit: number; credit: number }[]; totals: { kind: string; debit: number }[] }>(auditor, `/api/books/${b.id}`)
      for (const s of sums.sums) expect(s.debit).toBe(s.credit)
      await auditor.getByRole('button', { name: '农户', exact: true }).click()
      await auditor.getByRole('region', { name: '农户的账户' }).getByRole('link').first().click()
      const top = auditor.getByRole('table', { name: '明细账' }).getByRole('row').nth(1)
      const balance = await top.getByRole('cell').last().innerText()
      await expect(auditor.locator('.sentence')).toContainText(`现在余额 ${figure(balance)} 分`)
      await auditor.getByRole('link', { name: '发放积分' }).first().click()
      await expect(auditor.getByRole('region', { name: '依据' }).getByText('评分', { exact: true }).first()).toBeVisible()
      const txn = auditor.url()
      await auditor.getByRole('region', { name: '依据' }).getByRole('link', { name: '看这件事' }).click()
      await expect(auditor.getByRole('region', { name: '评分' }).getByRole('listitem').first()).toBeVisible()
      const small = await visit('auditor', phone)
      await small.goto(txn)
      await expect(small.getByRole('region', { name: '依据' })).toBeVisible()
      expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      const sheet = await auditor.request.get(`/api/exports/book.xlsx?id=${b.id}`)
      expect(sheet.headers()['content-type']).toContain('spreadsheetml')
      // who sees another village alone finds no such book; who has no business with books has no page of it
      const officer = await visit('micro', desk)
      expect((await officer.request.get(`/api/books/${b.id}`)).status()).toBe(403)
    })
  })
}
