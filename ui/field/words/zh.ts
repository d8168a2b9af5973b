/** Words of the field app; keys must exist in both languages. */
export default {
  nav: { label: '主要页面', today: '今天', grid: '我的网格', report: '上报', me: '我的' },
  status: { online: '在线', offline: '离线', waiting: '{n} 条待发', failed: '{n} 条没发出去', kept: '显示的是 {at} 的内容' },
  signIn: {
    title: '网格员登录', login: '账号', password: '密码', demo: '演示人物', demoHelp: '点一位就能以他的身份进入。', noDemo: '现在没有演示人物。', working: '正在登录…',
    forgot: '忘了密码，请找管理员重新发邀请链接。', notField: '用电脑登录', public: '居民请走这里',
  },
  today: {
    title: '今天', none: '您手上没有待办的事。', noneHelp: '有事派给您时会出现在这里。看到问题可以先上报。', someOne: '您有 1 件事要办。', some: '您有 {n} 件事要办。', more: '您有 {n} 件以上的事要办。',
    overdue: '{n} 件逾期，最久 {days} 天。', soon: '{n} 件快到期。', charge: '您管的地方和单位有 {n} 件未了结的事。', chargeMore: '您管的地方和单位有 {n} 件以上未了结的事。', boxes: '看哪些', mine: '我要办的', unit: '我管的', soonBox: '快到期', all: '全部', emptyBox: '这里没有事项。', next: '下一步', loadMore: '再看一些', pull: '下拉刷新', loose: '松开刷新',
  },
  duty: {
    title: '我的清单事项', some: '您承担 {n} 项，按期限排列。', none: '您现在没有承担的事项。', noneHelp: '清单里派给您的事、岗位要做的事，会出现在这里。', count: '{n} 项', late: '逾期 {n} 项', ofPost: '岗位职责', contacts: '我的联系点', since: '距上次 {n} 天',
    group: { late: '逾期', today: '今天', week: '本周', later: '以后' }, left: '还剩 {n} 天', dueToday: '今天到期', over: '逾期 {n} 天',
    state: { registered: '待交办', assigned: '待签收', accepted: '已签收', doing: '办理中', reported: '待审核', returned: '已退回', passed: '待销号', closed: '已销号', withdrawn: '已撤回' },
    latest: '最近：', ordered: '督办：{text}（{day}前回报）', accept: '签收', accepted: '已签收', howFar: '办到哪一步了？', all: '办完了', note: '说明', proof: '照片或 PDF', report: '报进展', reported: '已报', nothing: '现在不用您做什么。',
  },
  case: {
    title: '事项', facts: '情况', where: '地方', topic: '类别', when: '上报时间', who: '谁反映的', resident: '居民', officer: '网格人员', contact: '联系电话', due: '时限', handler: '谁在办', nobody: '还没有派给谁', no: '编号',
    photos: '照片和文件', photo: '照片 {n}', fromReporter: '上报的', fromHandler: '办理的', addPhotos: '补照片或文件', timeline: '经过', to: '交给 {name}', feedback: '答复', rating: '评价', stars: '{n} 分(满分 5 分)', others: '其他操作',
    noAction: '现在不用您做什么。', closed: '这件事已经了结。', waitingHere: '您的操作已存在手机里，有网时自动发出。', failedHere: '您的操作没有发出去，请到待发列表看原因。', seeOutbox: '看待发列表',
    reveal: '看完整电话', revealWhy: '为什么要看(会留下记录)', revealGo: '查看', call: '拨打', sentPhotos: '已补上', pendingJournal: '登记中', back: '返回', before: '上一张', after: '下一张',
  },
  act: {
    reason: '理由', note: '说明', noteHint: '写清办了什么、结果怎样，反映人会看到。', reasonHint: '写清原因，下一个人会看到。', handler: '派给谁', body: '派给哪个单位', assignee: '派给谁', search: '按名字找', bodies: '单位', people: '人员', noTargets: '没有可派的单位或人员。',
    targetsOffline: '没有网络，读不到可派的单位和人员。', choose: '请先选派给谁。', rating: '评价', done: '已办：{name}', kept: '已存在手机里，有网时自动发出。', working: '正在发送…', restored: '这是您上次没写完的内容。', sure: '写好了就点下面的按钮。', noAsk: '不用填什么，点下面的按钮就行。',
  },
  call: { title: '吹哨', open: '吹哨，叫部门来', who: '叫哪些单位来', ask: '要他们做什么', go: '吹哨', goMany: '吹哨，叫 {n} 个单位', choose: '请先选叫哪些单位。', needAsk: '请写要他们做什么。', done: '已吹哨', state: { called: '待报到', reported_in: '已报到，处置中', done: '已处置，待评价', rated: '已评价', withdrawn: '已取消' } },
  rate: { r1: '很不满意', r2: '不满意', r3: '一般', r4: '满意', r5: '很满意' },
  grid: {
    title: '我的网格', none: '您现在没有负责的地方。', noneHelp: '职务有变化时，请找管理员。', mine: '我负责的地方', say: '{name}有 {open} 件未了结的事，{overdue} 件逾期。', sayNone: '{name}现在没有未了结的事。', duty: '今天谁值班', dutyNone: '今天没有登记值班人员。', officers: '负责人',
    officersNone: '这里没有登记人员。', above: '上级负责人', below: '下面的网格', cases: '未了结的事', casesNone: '没有未了结的事。', casesMore: '只列出最急的 {n} 件，其余在「今天」里看。', card: '出示二维码', cardTitle: '{name}', cardHelp: '请居民扫一扫：看今天谁值班、反映问题，不用登录。', cardOpen: '打开公开页', vacant: '有岗位空缺', households: '{n} 户',
    openShort: '{n} 件', overdueShort: '逾期 {n} 件', call: '打电话', up: '上一级',
  },
  report: {
    title: '上报', say: '看到什么，写下来，拍张照。没有网络也能先存下。', where: '在哪儿', choosePlace: '选地方', changePlace: '换', what: '什么事', whatHint: '写清楚是什么事、在哪儿、多急。', topic: '哪一类', noTopic: '说不清', type: '哪种事项', photos: '照片', pick: '拍照或选照片', removePhoto: '去掉第 {n} 张照片',
    photosHint: '最多 {n} 个，照片或 PDF 文件。照片在手机上缩小，拍摄位置不会带出去。', unreadable: '有照片打不开，没有加上。', tooMany: '最多 {n} 张，多出的没有加上。', shrinking: '正在处理照片…', forWhom: '谁反映的', own: '我自己看到的', resident: '替居民反映', name: '居民姓名', contact: '居民电话', anonymous: '不留姓名', send: '上报', restored: '接着写您上次没写完的内容。', startOver: '清空重写', startOverAsk: '清空正在写的内容?', startOverDo: '清空', needPlace: '请选在哪儿。', needText: '请写下是什么事。', sent: '已上报，编号 {no}', sentTitle: '已上报', sentHelp: '把查询码告诉反映的人，凭它能查进展、能评价。只显示这一次。', code: '查询码', open: '看这件事', another: '再报一件',
    kept: '已存在手机里', keptHelp: '没有网络。有网时自动发出，您可以放心关掉。', keptSee: '看待发列表', searchPlace: '村名、小组名或拼音', searchOffline: '没有网络时只能选看过的地方。', noPlaces: '没有找到。', myPlaces: '我负责的地方', inside: '{name}下面', pickThis: '就选{name}', remember: '{name}',
  },
  me: { title: '我的', posts: '我的职务', postsNone: '您今天没有任职。', until: '任期到 {day}', settings: '显示', language: '语言', large: '大字', outbox: '待发列表', outboxNone: '没有待发的', signOut: '退出登录', signOutAsk: '退出登录?', signOutKeep: '还有 {n} 条没发出。它们留在这部手机里，您下次登录时再发。', signOutPlain: '这部手机里读过的内容会清掉。', offline: '没有网络，暂时不能退出。', noTrack: '本应用不签到、不定位、不统计在线时间。', console: '用电脑端', account: '账号 {login}' },
  outbox: { title: '待发列表', say: '还有 {n} 条没有发出。', none: '没有待发的内容，都已送达。', waiting: '等网络，会自动发', failed: '没发出去', report: '上报', action: '操作', duty: '清单事项', call: '吹哨', photos: '补照片', retry: '再试一次', remove: '删除', removeAsk: '删除后找不回来。确定不发了?', removeDo: '删除', photoCount: '{n} 张照片', sendNow: '现在发', see: '看这件事' },
}
