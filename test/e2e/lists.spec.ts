import { desk, expect, phone, test } from './kit'

test('A6 a member without office takes a post, and its duty comes round each week and is reported', async ({ visit }) => {
  const member = await visit('informer', phone)
  await member.goto('/field/duties')
  await member.getByRole('link', { name: /每周报送信息/ }).last().click()
  await member.getByRole('radio', { name: '办完了' }).check()
  await member.getByLabel('说明').fill('组里平安，没有新情况')
  await member.getByRole('button', { name: '报进展' }).click()
  await expect(member.getByText('待审核')).toBeVisible()
})

test('A4 a leader’s contact points show the days since; past the interval they stand on the leader’s list', async ({ visit }) => {
  const leader = await visit('leader', desk)
  await leader.goto('/console/lists')
  await expect(leader.getByRole('link', { name: '联系党支部' }).first()).toBeVisible()
  await leader.goto('/console/lists/contacts')
  const row = leader.getByRole('row').filter({ hasText: '龙鼻村党支部' }).filter({ hasText: '该去了' })
  await row.getByRole('button', { name: '记一次联系' }).click()
  const dialog = leader.getByRole('dialog').filter({ hasText: '记一次联系' })
  await dialog.getByLabel('办了什么、谈了什么').fill('参加支部主题党日，商量修路')
  await dialog.getByRole('button', { name: '记一次联系' }).click()
  await expect(leader.getByRole('row').filter({ hasText: '该去了' })).toHaveCount(0)
})
