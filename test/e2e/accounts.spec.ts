import { choose, desk, expect, get, mark, post, test, type Page, type T } from './kit'

const password = '山杏花开了四百里-1988'

async function signInWith(page: Page, login: string, secret: string): Promise<void> {
  await page.goto('/console/sign-in')
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(secret)
  await page.getByRole('button', { name: '登录' }).click()
}

/** Somebody of the county office without an account. */
async function newPerson(admin: Page): Promise<T.Person> {
  const county = (await get<T.Me>(admin, '/api/me')).posts[0]!.place!
  return post<T.Person>(admin, '/api/persons', { name: `成新来${mark()}`, place_id: county.id })
}

test('an account: a link that works once sets the password, and nothing else opens it', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const person = await newPerson(admin)
  const login = `cheng.${mark()}`

  await admin.goto('/console/accounts')
  await admin.getByRole('button', { name: '开通账号' }).click()
  await choose(admin, /^人员/, new RegExp(person.name), person.name)
  await admin.getByRole('dialog').getByLabel('账号').fill(login)
  await admin.getByRole('button', { name: '开通', exact: true }).click()
  const link = await admin.getByRole('status').locator('code').innerText()

  const owner = await visit(null, desk)
  await owner.goto(link)
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText(`${person.name}，您好`)
  await owner.getByLabel('新密码').fill('短')
  await owner.getByLabel('再输一遍').fill('短')
  await expect(owner.getByRole('button', { name: '设好密码并进入' })).toBeDisabled()
  await owner.getByLabel('新密码').fill(password)
  await owner.getByLabel('再输一遍').fill(password)
  await owner.getByRole('button', { name: '设好密码并进入' }).click()
  await expect(owner).toHaveURL('/console')
  await owner.getByRole('button', { name: '退出登录' }).click()
  await expect(owner).toHaveURL(/\/console\/(demo|sign-in)/)

  await signInWith(owner, login, password)
  await expect(owner).toHaveURL('/console')
  await expect(owner.getByText(person.name)).toBeVisible()

  const thief = await visit(null, desk)
  await thief.goto(link)
  await expect(thief.getByRole('alert')).toBeVisible()
  await expect(thief.getByLabel('新密码')).toHaveCount(0)
})

test('an account: five wrong passwords lock it, for the right one too', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const guest = await visit(null, desk)
  const person = await newPerson(admin)
  const login = `suo.${mark()}`
  const { invite_path: path } = await post<{ invite_path: string }>(admin, '/api/accounts', { person_id: person.id, login })
  await post(guest, `/api/invites/${path.split('/').pop()}`, { password })

  await guest.goto('/console/sign-in')
  for (let n = 1; n <= 5; n++) {
    const answer = guest.waitForResponse((r) => r.url().endsWith('/api/session') && r.request().method() === 'POST')
    await guest.getByLabel('账号').fill(login)
    await guest.getByLabel('密码', { exact: true }).fill(`不对不对不对${n}`)
    await guest.getByRole('button', { name: '登录' }).click()
    expect((await answer).status()).toBe(401)
    await expect(guest.getByText(/账号或密码不对/)).toBeVisible()
  }
  await signInWith(guest, login, password)
  await expect(guest.getByText(/账号已暂时锁定/)).toBeVisible()
  await admin.goto(`/console/accounts?q=${login}`)
  await expect(admin.getByRole('row').filter({ hasText: login })).toContainText('暂时锁定')
})
