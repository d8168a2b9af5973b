/** Words of the books. */
export default {
  books: {
    title: '账簿', none: '{where}还没有账簿', some: '{where}有 {n} 本账簿。', more: '{where}的账簿，先列最近的 {n} 本。', emptyText: '支部开了积分年度、村里定了积分清单，就有账簿。', which: '哪一类', all: '全部账簿', book: '账簿', place: '所在地', days: '账期',
    kind: { points: '党员积分', merit: '农户积分' }, openTo: '记到 {day}', closedTo: '已结账到 {day}', notClosed: '还没有结过账',
    trial: '试算平衡', balanced: '{when}，借方和贷方相等：{sums}。', unbalanced: '借方和贷方不相等，请马上告诉系统管理员。', on: '{day}日终', atNo: '日志第 {no} 号时', asOf: '截至', day: '日期', number: '日志号', numberHint: '每张凭证上都有日志号', by: { day: '按日期', no: '按日志号' }, show: '看',
    class: { asset: '资产', liability: '负债', equity: '权益', income: '收入', expense: '支出' }, account: '账户', accounts: '账户数', debit: '借方', credit: '贷方', total: '合计', owner: '户名', balance: '余额', accountsOf: '{kind}的账户', emptyTrial: '这一天还没有账户',
    kinds: {
      source: '积分来源', caps: '限额来源', member: '党员', cap_: '项目限额', event_: '当日限额', pool_funds: '资金来源', pool_free: '可用资金', pool_promised: '为积分留出的钱', pool_stock: '货品占用的钱', pool_used: '已兑换货品的成本',
      points_source: '积分发放', points_house: '农户', points_spent: '已兑换的积分', points_lapsed: '到期的积分', goods_stock: '货品', goods_source: '进货来源', goods_out: '发出的货品', goods_difference: '盘点差异',
    },
    unit: { point_tenth: '分', cap_tenth: '限额分', pt: '分', fen: '元', piece: '件' },
    txn: {
      points_base: '基础分', points_plus: '加分', points_minus: '减分', points_reversal: '冲正', points_join: '两条登记合并', merit_give: '发放积分', merit_spend: '兑换', merit_carry: '积分随户转移', merit_lapse: '积分到期', merit_withdraw: '收回积分',
      merit_fund: '资金到账', merit_reprice: '调整每分价值', shop_delivery: '进货', shop_count: '盘点', shop_along: '外出备货',
    },
    phase: { post: '已记账', reserve: '已预留', settle: '由预留转为记账', release: '预留已解除', expire: '预留已到期' },
    periods: '账期', open: '未结账', closed: '{day}结账，结转 {n} 个账户', digest: '结转摘要',
    statement: '明细账', statementOf: '{book} · {kind}', now: '现在余额 {n} {unit}', held: '，其中预留转出 {out}、转入 {in}', line: '事由', amount: '增减', who: '经手与确认', noLines: '这个账户还没有记过账', reversed: '已冲正', reverses: '冲正', to: '对应凭证',
    voucher: '凭证', voucherSays: '入账日 {day}，{phase}。{by}经手，日志第 {no} 号。', pending: '入账日 {day}，{phase}。{by}经手。', legs: '分录', record: '依据', openRecord: '看这件事', noRecord: '没有别的依据。', files: '附件 {n} 份', journal: '日志', system: '系统',
    part: { record: '登记', review: '提交', confirm: '确认', recheck: '复核', score: '评分', check: '抽查', post: '公示', give: '发放', hand: '经手发货', code: '凭积分卡', signature: '签字' },
    readOnly: '账簿只供查看，任何人不能在这里改动。',
  },
}
