/** Words of the field app; keys must exist in both languages. */
export default {
  nav: { label: '主要页面', today: '今天', visits: '走访', grid: '我的网格', report: '上报', me: '我的' },
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
  awards: { title: '评选', none: '现在没有报名或打分的评选。', state: { open: '报名到 {day}', score: '正在打分', review: '正在评议', posted: '正在公示', decided: '已决定', cancelled: '已取消' }, nominate: '推荐', who: '推荐谁', other: '换一个', titleOf: '哪个称号', noHit: '没有找到。没有网络时只能找手机里有的。', needWho: '请选推荐谁。', needTitle: '请选称号。', list: '参评的 {n} 个', range: '{item}填 0 到 {n} 分，最小一格 {step} 分。', kept: '已存在手机里，有网时自动发出。', mine: '我的荣誉', won: '{day} 授予，有效期至 {to}', why: '做了什么', whyHint: '写做过的好事。不写病情、欠债和信访。', needText: '请写做了什么。', nominated: '已推荐{name}', notMine: '这一轮没有您要打分的项目。', left: '还差 {n} 项', all: '已打完', of: '满分 {n}', save: '记下分数', scored: '{name}的分数已记下' },
  activity: {
    title: '记一次活动', say: '队伍、协会、小组做了什么，记一笔，可以附照片。没有网络也能先存下。', team: '哪支队伍', day: '哪一天', what: '做了什么', text: '简单说说', who: '谁参加了', send: '记下来', sent: '已记下', kept: '已存在手机里，有网时自动发出。', none: '您的范围里还没有记活动的队伍。', lately: '最近的活动', latelyNone: '还没有记过活动。', needWhat: '请写做了什么。', photo: '{title} 的照片',
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
  visit: {
    title: '走访', count: '{n} 户', countMore: '{n} 户以上', say: '您还有 {n} 户要走访。', sayMore: '您还有 {n} 户以上要走访。', sayLate: '其中 {n} 户已过期。', none: '您现在没有要走访的户。', noneHelp: '走访活动分给您的户、您联系的户会列在这里，先到期的在前。', all: '全部', byGrid: '按网格看', home: '{head}家', members: '{n} 人',
    why: { late: '已过期', due: '快到期', again: '上次不在家', round: '又到时间', first: '还没走过' }, result: { met: '见到了', away: '不在家', declined: '不便接待', gone: '已销户', '': '未走访' }, lastOn: '{day} {who}走访过（{result}）', never: '还没有人走访过。', dueBy: '{day} 前', nobody: '还没有走访人', asked: '提过的事', history: '以前的走访', checkedOn: '{day} 看过', waitingHere: '这户的走访已存在手机里，有网时自动发出。',
    go: '走访', send: '记下', kind: '哪种走访', resultHead: '见到人了吗', purposes: '来做什么', found: '看到、听到什么', note: '说明', asks: '要办的事', asksHint: '一行一件，每件都会立为事项，有人办、有期限。', confirmed: '户里确认', said: '当面说过', signed: '签过字', photoOk: '户里同意拍照', photoHint: '只拍东西，不拍人。照片加密保存，不公开，不同意了随时删。', day: '哪一天', today: '今天', yesterday: '昨天', otherDay: '其他', people: '来了多少人', meeting: '记一次集体座谈', addRow: '添一行', dropRow: '去掉', needAnswer: '这一项要填',
    sent: '记下了', kept: '已存在手机里', slip: '回执码，请交给户里', slipHelp: '满意不满意由户里自己说，也能看提的事办得怎样。', slipShow: '给户里扫一扫', asksMade: '{n} 件事已立项：{list}', nextOne: '下一户', outTitle: '走访{head}：{result}',
  },
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
  points: {
    title: '我的积分', none: '您现在没有积分账户。', noneHelp: '是支部党员、支部开了年度以后，这里能看到自己每一分的来历。', have: '{year} 年现有 {n} 分', waiting: '另有 {n} 分在确认或公示', base: '基础分', lines: '每一分的来历', pending: '在办的', why: '{by}登记，{confirm}确认', effect: '{day} 生效', object: '有不同意见', objectText: '写明哪里不对，支部核查后答复，核查期间不生效。', objectSend: '提出', objected: '已提出', propose: '申报一件事', item: '做了哪类事', points: '几分（{least} 到 {most}）', day: '哪一天', what: '做了什么', photos: '照片或文件', send: '申报', sent: '已申报，等支部受理', kept: '已存在手机里，有网时自动发出。', need: '请选哪类事，写做了什么。', grade: { excellent: '优秀', qualified: '合格', basic: '基本合格', unqualified: '不合格' },
    state: { draft: '待受理', review: '待确认', confirmed: '待公示', posted: '公示中', objected: '有异议', recheck: '复核中', effective: '已生效', withdrawn: '已撤回' },
  },
  me: { title: '我的', push: '每天早上提醒今天到期的事', push_denied: '浏览器不允许通知，请在手机设置里放行。', push_away: '连不上这个浏览器的推送服务，没有开通。换个网络再试；一直不行，就用“用电脑端”里的日历订阅。', pushNo: '这个浏览器不能推送提醒。苹果手机要先把本页添加到主屏幕，再从主屏幕打开。', posts: '我的职务', postsNone: '您今天没有任职。', until: '任期到 {day}', settings: '显示', language: '语言', large: '大字', outbox: '待发列表', outboxNone: '没有待发的', signOut: '退出登录', signOutAsk: '退出登录?', signOutLoses: '还有 {n} 条没发出，退出就没有了。请先连上网发出，或存成文件。', signOutPlain: '这部手机里读过的内容会清掉。', offline: '没有网络，暂时不能退出。', noTrack: '本应用不签到、不定位、不统计在线时间。', console: '用电脑端', account: '账号 {login}' },
  pin: {
    choose: '给这部手机设一个 PIN', chooseSay: '您片上的户情、事项存在手机里，没有网络也能看能记。它们用 PIN 加密，每次打开要输一次。', unlock: '输入 PIN', unlockSay: '手机里的内容已锁上。', pin: 'PIN', again: '再输一遍', save: '设好', open: '打开', working: '正在打开…', chosenElsewhere: '另一个窗口里已经设好了 PIN，请输那一个。', lock: '锁上',
    weak: '至少 {n} 位，不要一样的数字，也不要连着的数字。', differ: '两遍不一样。', wrong: 'PIN 不对，还能试 {n} 次。', last: '再错 {n} 次，手机里的内容就会全部清掉。', lastLoses: '再错 {n} 次，手机里的内容就会全部清掉，没发出的 {unsent} 条也就没有了。想不起来时先别试，问问当时设 PIN 的人。', wiped: 'PIN 输错太多次，这部手机里的内容已清掉，请重新登录。', noCrypto: '这个地址不是 https 开头，浏览器不允许加密保存。请用 https 的地址打开。',
    forgot: '忘了 PIN', forgotAsk: '清掉这部手机里的内容?', forgotPlain: '清掉以后重新登录、重设 PIN，内容会再取回来。', forgotLoses: '还有 {n} 条没发出，清掉就没有了。', forgotDo: '清掉',
  },
  halt: { full: '手机存储满了。', fullSay: '新记的存不下。请先联网把待发的发出去，或清出手机空间。',choosePlace: '您管的户太多，手机装不下。请选要带的村：', account_closed: '您的职务已结束，这部手机不再同步。', device_revoked: '这部手机已被停用。', unsent: '还有 {n} 条没发出。先存成文件，交给接任的人在电脑上导入。', clear: '清掉手机里的内容' },
  house: {
    title: '户情', say: '手机里有 {n} 户。', partly: '手机里已有 {n} 户，还没取完，连上网会接着取。', none: '户还没有取下来，连上网会自动取。', find: '找姓名、拼音首字母、户编号、电话尾号', noHit: '没有找到这样的户。', members: '{n} 人', waits: '待发', of: '{head}户', gone: '手机里没有这一户：可能已迁走或销户。', who: '户里 {n} 人', away: '不住在这里', guest: '户籍不在这里', linked: '联系人：{names}', go: '户情 · {n} 户', clash: '说法不一，等人裁定：{by}记的是“{kept}”，{who}记的是“{other}”',
    fill: '填写', fillOf: '填写{what}', masked: '已登记，加密保存', none2: '(空)', nothing: '还没有记过。', when: '哪天了解到的', today: '今天', yesterday: '昨天', save: '保存', saved: '已保存',
  },
  alarm: {
    banner: '{kind}：{title}', until: '到 {to}', back: '今天', over: '应急已经结束，不用再报。', report: '报告', reportFor: '{place}，{at} 这一轮', reported: '这一轮已报，情况变了可以再报。', send: '报告情况', sent: '已报告', kept: '已存在手机里，有网时自动发出。',
    calls: '叫应', say: '{all} 户，还有 {left} 户没叫。', reached: '平安', help: '要帮助', missed: '没联系上', helped: '已帮到', none: '没有要叫的户。', show: { left: '还没叫', help: '要帮助', missed: '没联系上', all: '全部' }, needs: '要什么帮助', people: '几个人', note: '说明（只写要做什么）', save: '记下', marked: '已记下：{what}', cancel: '取消', more: '再看一些', emptyShow: '这一类没有了。', fallback: '没有网络，显示 {at} 的名单。',
  },
  deeds: {
    title: '农户好事', say: '谁家做了好事，随手记一笔。积分由三个人评，评完公示。', none: '您管的村还没有定积分清单，请村里在电脑上先定清单。', record: '记一笔', village: '哪个村', house: '哪一户', other: '换一户', item: '什么事（最多几分）', day: '哪天', note: '说明', photo: '照片（拍东西，不拍人）', send: '记下', sent: '已记下', kept: '已存在手机里，有网时自动发出。', needHouse: '请选哪一户。', needItem: '请选什么事。', toScore: '等您评分', toScoreNone: '现在没有等您评的。', range: '0 到 {n} 分', score: '评分', scored: '已评分',
  },
  counter: {
    title: '积分超市柜台', say: '下乡前联网把东西和各户积分带上，路上没有网也能兑，不会超。只收积分，不收钱。', none: '现在没有带东西。', take: '带东西下乡', village: '哪个村', goods: '带哪些东西，各几件', noShop: '您管的村还没有积分超市。', noGoods: '货架上没有可带的。', households: '去哪些户（积分会先留给这部手机）', nobody: '还没有哪一户有可用的积分。', reserve: '带上', taken: '已带上，可以下乡了。', until: '{village}：可兑到 {to}，{sync} 以前要联网传回。', isOver: '{village}的额度到 {to} 为止，已过时。请联网传回已兑的，再重新带。', over: '额度已过时，不能再兑。', who: '哪一户', choose: '请选', points: '可用 {n} 分', each: '{n} 分一{measure}，还有 {left}', total: '合计 {n} 分', confirm: '户里确认', bySign: '本人签字', byCode: '积分卡上的码', again: '重签', give: '兑给他', done: '已兑换入账。', kept: '已记在手机里，有网时自动入账。', needs: '请选一户、选东西。', tooMuch: '超过了：这户可用 {n} 分，东西也不能超过带的件数。', otherCard: '这张卡不是这一户的。', sign: '请本人签字。', waits: '{n} 笔等着入账。', end: '收工，交回剩下的', endSay: '剩下的东西和积分会放回去，别的柜台就能用。', ended: '已交回。',
  },
  outbox: { title: '待发列表', say: '还有 {n} 条没有发出。', none: '没有待发的内容，都已送达。', waiting: '等网络，会自动发', failed: '没发出去', held: '前一条还没到，到了就办；最多等五天', kind: { report: '上报', step: '操作', duty: '清单事项', call: '吹哨', activity: '活动', photos: '补照片', fact: '户情', deed: '好事', deed_score: '评分', redeem: '兑换', award_enter: '评选推荐', award_score: '评选打分', points_own: '积分申报', alarm_call: '叫应', alarm_report: '应急报告', visit: '走访' }, told: '这些别人也改过，后到的算数；说不拢的等人裁定：', seen: '知道了', save: '存成文件', saveSay: '一直发不出去时，存成文件交给办公室，在电脑上导入。文件没有加密，请当面交。', retry: '再试一次', remove: '删除', removeTried: '这一条可能已经送到。删除只是不再从这部手机发，送到的不会撤回。确定删除?', removeAsk: '删除后找不回来。确定不发了?', removeDo: '删除', photoCount: '{n} 张照片', sendNow: '现在发', see: '看这件事' },
}
