/** Words of recognition. */
export default {
  award: {
    title: '评选', tab: { rounds: '评选', honours: '荣誉和牌匾', schemes: '评选办法' }, sentence: '{n} 轮正在进行。', none: '现在没有正在进行的评选。', emptyTitle: '还没有评选', emptyText: '先看评选办法，再开一轮：报名或推荐、打分、评议、公示、决定、授牌。', open: '开一轮', export: '导出表格',
    state: { open: '报名', score: '打分', review: '评议', posted: '公示', decided: '已决定', cancelled: '已取消' },
    subject: { household: '户', person: '家庭成员', village: '村', member: '党员', body: '集体' },
    col: { title: '名称', scheme: '办法', place: '地方', state: '办到哪步', until: '到期', name: '名称', where: '所在地', how: '怎么参评', total: '总分', rank: '名次', band: '等次', result: '结果' },
    how: { apply: '自己申报', nominate: '推荐' },
    entry: { in: '参评', withdrawn: '退出', barred: '一票否决', below: '未达等次', passed: '评议通过', failed: '评议未通过', dropped: '异议成立', won: '授予' },
    dialog: { scheme: '按哪个办法评', place: '在哪里评', enterTo: '报名到哪一天', period: '哪一期', periodHint: '空着就是今年', name: '名称', nameHint: '空着自动起名', go: '开一轮' },
    page: { step: '办到哪一步', enterTo: '报名到 {day}', run: '这一步由 {where} 办', off: '取消这一轮', offTitle: '取消这一轮评选', offText: '取消后不公示，名单留在记录里。', reason: '理由', rules: '评选办法', posted: '公示到 {to}', decided: '{day} 决定', cancelled: '已取消：{reason}' },
    sentenceOf: { open: '{n} 个参评，报名到 {day}。', score: '{n} 个参评，正在逐项打分。', review: '分数已汇总，{n} 个等评议，{passed} 个通过。', posted: '{passed} 个正在公示，{open} 条异议没有答复。', decided: '{won} 个获评。', cancelled: '这一轮已取消。' },
    next: { open: '结束报名，开始打分', score: '汇总分数，开始评议', review: '公示评上的', posted: '公示期满，决定', openAsk: '结束后不能再报名。', scoreAsk: '每一项都打够了分才能汇总，汇总后不能再改分。', reviewAsk: '只公示评上的，姓名遮住一部分；退出和没评上的不公示。', postedAsk: '公示期满、异议都答复了才能决定。决定后可以授牌。' },
    enter: { title: '参评名单', go: '报一个', who: '评谁', householdHint: '户主姓名、户编号或拼音', how: '怎么参评', text: '理由', textHint: '写做了什么。不写病情、欠债和信访。', titleOf: '称号', none: '还没有人参评。', withdraw: '退出', withdrawTitle: '{name}退出评选', withdrawText: '退出不公布，也不影响以后再评。', bar: '一票否决', barTitle: '{name}有一票否决的情形', barText: '只能是办法里列的情形，要写明依据的文书。信访、生病、欠债、困难都不是理由。', veto: '哪一种', basis: '依据（文书）' },
    score: { title: '打分', say: '横看一行是一个参评的，竖看一列是一个项目。方向键移动，输入分数按回车。', mine: '我打的', mean: '平均', spread: '相差', of: '满分 {n}', none: '这里没有您要打分的项目。', bad: '分差大', saved: '已记下', look: '看什么', lacking: '还差 {n} 人' },
    review: { title: '评议', meeting: '评议会', meet: '记下评议会', body: '哪个组织', day: '哪一天', present: '谁到会', minutes: '议定事项', rule: '至少 {least} 人、到会不少于应到的 {quorum}；赞成{over} {pass} 通过（按{of}算）。近亲属回避。', over: '超过', least: '不少于', of: { present: '能投票的', should: '应到' }, none: '这里没有可以评议的组织，先在“组织”里建。', noMeeting: '还没有记下评议会。', held: '{body} {day} 开会，应到 {should} 人，实到 {present} 人。', vote: '表决', for: '赞成', against: '反对', abstain: '弃权', voters: '能投票 {n} 人', aside: '{n} 人回避', tied: '并列', save: '记下', quota: '名额：{list}', quotaOf: '每个{level}最多 {n} 个' },
    apply: { title: '群众申报', page: '群众看到的', say: '{n} 份没有看，共 {all} 份。', none: '还没有人从网上申报。把“群众看到的”这一页发给大家，扫村里的二维码也能到。', waiting: '{n} 份申报没看', state: { waiting: '没有看', taken: '已列入', returned: '已退回' }, look: '看是谁（会留下记录）', call: '电话：{n}', noCall: '没有留电话。', take: '列入参评', takeTitle: '{name}的申报：列入参评', back: '退回', backTitle: '{name}的申报：退回', backHint: '申报人凭查询码会看到。不写病情、欠债和信访。', because: '退回原因：{reason}（{by}）' },
    photo: { add: '添照片', hint: '最多 6 张，拍东西不拍人，只给办理的人看。', of: '照片 {n}' },
    level: { 1: '县', 2: '乡镇', 3: '村', 4: '组', 5: '微网格' },
    post: { title: '公示和异议', poster: '打印公示', page: '群众看到的', until: '公示到 {to}，之后网上不再有名单。', object: '记一条异议', whole: '对整个评选', whom: '对谁', text: '异议内容', none: '没有异议。', due: '{to} 前答复', answer: '答复', answerTitle: '答复异议', upheld: '异议成立，这一个不再评上', notUpheld: '异议不成立', answered: '已答复', said: '答复内容', by: '当面提的，{by}记', web: '网上提的' },
    detail: { title: '{name} 的得分', item: '项目', rater: '谁打的', value: '分数', note: '依据', at: '什么时候', old: '改过', votes: '赞成 {a}，反对 {b}，弃权 {c}，回避 {d}', none: '还没有分数。', by: '{by}推荐或登记', veto: '一票否决：{veto}，依据：{basis}' },
    honour: {
      title: '荣誉和牌匾', mine: '我的荣誉', sentence: '{n} 项。', panel: '荣誉', none: '还没有荣誉。', state: { held: '有效', ended: '到期', revoked: '撤销' }, all: '全部', due: '到期要复核', won: '{day} 授予', to: '有效期至 {day}', check: '下次复核 {day}', plaque: '授牌', plaqueTitle: '授牌', plaqueNo: '牌匾编号', plaqueDay: '哪一天授的', noPlaque: '还没有授牌', plaqueOn: '{day} 授牌 {no}', certificate: '打印证书',
      recheck: '复核', keep: '保留', revoke: '撤销', note: '复核情况', checkTitle: '复核', checkText: '撤销只在内部留记录，不公布；撤销后一段时间内不得再评。', barred: '{day} 以前不得再评', reason: '撤销原因（不公布）', checks: '复核记录', checkState: { open: '待复核', kept: '保留', revoked: '撤销' }, code: '牌匾码', from: '看这一轮评选', score: '得分 {n}', emptyText: '评选决定以后，这里有谁评上、有效到哪天、什么时候复核。', who: '谁', what: '什么荣誉', valid: '有效期', nextCheck: '下次复核',
    },
    scheme: { subject: '评{what}，在{levels}办', sides: '看什么、谁打分', weight: '满分', scorers: '谁打分', band: '{name}：{at} 分起', earned: '并达到 {n} 个方面', at: '{n} 分起算达到', bands: '等次', vetoes: '一票否决', never: '信访、生病、欠债、困难都不能作为否决的理由。', enter: '怎么参评', apply: '自己申报', nominators: '推荐：{list}', review: '评议组织：{list}', days: '公示 {posting} 个工作日，异议 {answer} 个工作日内答复；有效 {valid} 个月', recheck: '每 {n} 个月复核一次', bar: '撤销后 {n} 个月内不得再评', source: '依据', uncertain: '名称、分值、层级、名额没有查到明文，是本地参数，县里按自己的文件改。', total: '总分 {n}', none: '没有评选办法', noneText: '评选办法写在规则包里。', raters: '每项至少 {n} 人打分，取平均' },
  },
}
