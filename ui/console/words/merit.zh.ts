/** Words of households' points and the shop. */
export default {
  merit: {
    title: '农户积分', some: '{where}有 {n} 个村定了积分清单。', none: '{where}还没有村定积分清单。', emptyText: '先按村里的程序议定“做什么有几分”，再在这里录入，资金池和积分账本会一起开好。', adopt: '定清单', adoptNew: '换新清单', village: '村', pick: '看这个村',
    free: '可用资金', outstanding: '未兑积分', households: '开户', funds: '资金',
    houseHint: '户主或成员姓名、拼音、户编号', back: '农户积分', say: '{village}：资金池 {funds}，已许诺 {promised}，库存 {stock}，还可用 {free}。', rate: '1 分 = {fen} 分钱（只用来管住总量，不对群众标价）', newRate: '规则已改为 1 分 = {fen} 分钱。', reprice: '套用新标准', poolTitle: '资金池', promised: '已许诺（{n} 分）', stock: '库存', used: '已兑出', left: '可用', addFund: '记一笔资金', fundSource: '谁给的', fundFen: '金额（元，退回写负数）', day: '日期', closeYear: '年度结账', yearEnd: { carry: '结清 {year} 年。按本县规则，各户没兑完的积分结转到下一年，许诺的钱照旧留着。', lapse: '结清 {year} 年。按本县规则，{year} 年底没兑完的积分清零，许诺的钱退回可用。' }, closeYearSay: '把已经过完的一年结清。结账后不能再往那一年记账。', year: '账期到 {to}', closedTo: '已结账到 {to}', ended: '这个村已并入{into}：各户的积分照样能兑，用完为止；不再进钱，不再收拢新一轮。没评完的好事归到{into}发放。', carry: '把可用的 {fen} 转到{into}', carryTitle: '转到并入的村', carryGo: '转过去', carrySay: '只转没有许诺给哪一户、也没有变成货的钱。两边各记一笔，转过去以后不能自动转回。', trend: '发放和兑换', given: '本月发放 {n} 分', spent: '本月兑换 {n} 分', table: '看每个月的数', month: '月份', givenCol: '发放', spentCol: '兑换',
    listTitle: '本村清单', listSay: '第 {no} 版，{from} 起执行，依据：{basis}', from: '从哪天起', basis: '依据（哪次会议）', item: '项目', points: '积分', most: '最多几分', ownItem: '加一个本村项目', drawer: '县里的底单，勾选要用的：',
    rounds: '评分和公示', gather: '收拢一轮', gatherSay: '把这一期里三个人都评过的好事收拢起来，系统随机抽一部分复查。', period: '周期', roundNone: '还没有开始评。先登记好事，三个人评过以后就可以收拢。', state: { checking: '抽查中', posted: '公示中', issued: '已发放' },
    deeds: '好事', record: '登记好事', deedNone: '还没有登记。在这里登记，或者用手机随手记、随手拍。', household: '哪一户', what: '做了什么', when: '哪天', note: '说明', deedState: { recorded: '待评分', rated: '已评分', picked: '抽查中', posted: '公示中', given: '已生效', withdrawn: '已撤回' }, scored: '{n}/{of} 人评过', by: '登记人', photo: '照片',
    accounts: '各户账户', accountsSay: '只用来换东西，不作任何评比、限制的依据。', card: '打印积分卡', openAccounts: '给一户开户', export: '导出', poster: '公示页（可打印张贴）', prices: '价目（可打印）', shop: '积分超市',
  },
  round: {
    title: '{village} {period}', say: { checking: '{n} 件好事、共 {points} 分，抽中 {drawn} 件，还有 {unread} 件没有复查。', posted: '{n} 件、共 {points} 分正在公示，异议期到 {to}，公示到 {show}。', issued: '{n} 件、共 {points} 分已经发放。' }, waiting: '这一期还有 {n} 件没评完，会进下一轮。', need: '发放要用 {need}，资金池可用 {free}。', missing: '差 {n}，请先筹资。', post: '开始公示', issue: '发放积分', issueSay: '发放以后积分进入各户账户。公示的人和发放的人不能是同一个。', who: '{a} 公示 {b} 发放', seed: '抽查种子 {seed}',
    raters: '评分人之间的差别', ratersSay: '与最后得分相比，供监委会看有没有偏向。', name: '评分人', deeds: '评了几件', above: '高出', below: '低出', widest: '最大相差', objections: '异议', objectionNone: '没有异议。', object: '代为登记异议', read: '看内容', decide: '答复', upheld: '异议成立，撤回这一条', rejected: '维持', answer: '答复（公开）', open: '待答复', drawn: '抽中', checked: '已复查', wide: '分差大',
  },
  deed: {
    title: '{item} · {head}家', evidence: '依据', noPhoto: '没有照片。照片不是必须的。', scores: '评分', score: '我评几分', rate: '评分', rated: '已评分', aside: { own: '这是您自己家的事，请别人评。', near: '这是您近亲属家的事，请别人评。', recorder: '这是您登记的，请别人评。', scored: '您已经评过了。' }, range: '0 到 {n} 分', hidden: '各评各的，都评完才看得到别人的分。', result: '得分 {n}（最低 {low}，最高 {high}）', turn: '第 {n} 次', look: '复查', agrees: '一致', differs: '不一致', check: '复查结论', agree: '属实，同意', disagree: '不属实，退回重评', withdraw: '撤回', takeBack: '更正收回', reason: '原因', round: '所在轮次', trail: '怎么得来的', objected: '异议',
  },
  shop: {
    title: '{village}积分超市', say: '货架上 {n} 样，库存成本 {stock}。', empty: '货架还是空的。先上一样东西，再记入库。', add: '上新', name: '物品', measure: '单位', price: '几分一件', pieces: '库存', free: '可兑', value: '成本', deliver: '入库', deliverPieces: '多少件', deliverCost: '一共花了（元）', count: '盘点', counted: '实有多少件', countNote: '差异原因', newPrice: '改价', next: '{day} 起 {n} 分', off: '下架', on: '上架', moves: '入库和盘点', kind: { delivery: '入库', count: '盘点' }, redeems: '兑换记录', redeemNone: '还没有兑换。', counter: '柜台兑换', who: '哪一户', left: '可用 {n} 分', total: '合计 {n} 分', confirm: '户里怎么确认', code: '积分卡上的码', sign: '请本人签字', clear: '重签', go: '确认兑换', done: '已兑换，还剩 {n} 分', offline: '离线', road: '下乡柜台', roadNone: '现在没有下乡的柜台。', until: '{by}，可兑到 {to}', close: '收回', byCode: '积分卡', bySign: '签字', noCash: '只收积分，不收钱。',
  },
}
