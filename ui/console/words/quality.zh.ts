/** Words of the checks of the data; the checks bring their own. */
export default {
  quality: {
    title: '数据检查', never: '{where}还没有检查过。', say: '{where}发现 {n} 处问题，其中 {wrong} 处一定有错。', clean: '{where}没有发现问题。', lastRun: '最近一次检查：{when}（{where}）。', run: '现在检查', running: '已查 {done} / {total} 项', ran: '检查完了：共 {found} 处，新发现 {fresh} 处，已改好 {gone} 处。', failed: '有的检查没有做完，请稍后再试；一直这样，请把日志交给管理员。',
    how: '程度', any: '全部程度', all: '没有发现的也列出（共 {n} 项）', severity: { wrong: '一定有错', likely: '多半有错', look: '需要看一眼' }, short: { wrong: '一定', likely: '多半', look: '看看' },
    about: { place: '网格', post: '岗位和账号', body: '组织', person: '人员', household: '户', case: '案件', visit: '走访', duty: '清单', points: '积分和荣誉', keep: '系统和手机' },
    nothing: '没有发现问题', nothingText: '检查于 {when}。每天夜里会再查一遍。', notYet: '还没有检查过', notYetText: '每天夜里自动检查；等不及，点“现在检查”。', below: '下面各处',
    count: '{where} {n} 处。', mend: '怎么改：', goes: '改好以后，下一次检查就不再列出。', none: '没有', noneText: '这一项没有发现问题，或者已经改好。', record: '记录', what: '说明', since: '从哪天起', open: '打开',
  },
}
