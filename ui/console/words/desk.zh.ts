/** Words of the desk: one step on many cases, kept filters, the board of queues. */
export default {
  desk: {
    tick: '选择', tickAll: '全部选择', tickOne: '选择 {what}', ticked: '已选 {n} 件', clear: '取消选择', others: '其他办法…', some: '{what}（{n} 件）', noStep: '所选的案件现在没有可以一起办的步骤', title: '{what} · {n} 件', andMore: '还有 {n} 件',
    common: '只列出这些案件都能派的。', did: '{what}：{n} 件', result: '{what}：{done} 件已办，{n} 件没有办成。', seen: '知道了',
    kept: '我的筛选', keep: '保存这个筛选', default: '默认', makeDefault: '设为默认', noDefault: '取消默认', drop: '删除“{name}”', filterName: '名称', filterExample: '例如：待派单的道路问题', opens: '打开案件页时就用它', find: '编号或内容',
  },
  board: {
    title: '平台看板', sentence: '{where}有 {n} 件等中心分流', none: '{where}没有等分流的案件', queues: '，各平台在办 {n} 件', late: '，逾期 {n} 件', stop: '。', untriaged: '待分流', untriagedSay: '中心受理、分流', days: '{n} 个工作日内办', mine: '我的平台',
    count: '{n} 件', oldest: '最久 {when}', noneHere: '这里没有案件', all: '看全部 {n} 件', to: '分到', proposed: '建议', given: '已分到{name}', taken: '{who}在办', waiting: '等签收', keys: '用 j、k 选一件，按数字分到对应的平台', noQueues: '本县没有设平台', noQueuesText: '平台和时限写在规则里（queues），设好以后这里就有看板。', lights: { red: '逾期 {n}', amber: '快到期 {n}', blue: '请留意 {n}' }, drag: '也可以拖到平台上',
  },
}
