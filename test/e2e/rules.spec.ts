import { desk, expect, test } from './kit'

test('A1 whoever writes the rules sees each of them with its source, a case type as a drawing with its clocks, and the versions', async ({ visit }) => {
  const admin = await visit('admin', desk)
  await admin.goto('/console/rules')
  await expect(admin.locator('.page-head .sentence')).toContainText('第 1 版规则')
  const drawing = admin.getByRole('img', { name: /个状态，\d+ 个步骤/ }).first()
  await expect(drawing).toContainText('待受理')
  await expect(drawing).toContainText('限 3 个工作日')
  const accept = admin.getByRole('listitem').filter({ hasText: '受理' }).filter({ hasText: '待受理 → 待派单' }).first()
  await accept.getByText(/\d+ 个岗位有这个权限/).click()
  await expect(accept).toContainText('县指挥中心值班员')

  await admin.getByLabel('看', { exact: true }).selectOption('parameters')
  await admin.getByRole('searchbox').fill('disclosure_days')
  await admin.getByText('村务公开张贴时间').click()
  await expect(admin.getByText('村民委员会组织法 第35条', { exact: false })).toBeVisible()
  await expect(admin.getByText('随程序带来')).toBeVisible()
})
