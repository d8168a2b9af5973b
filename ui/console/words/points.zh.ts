/** Words of members' points. */
export default {
  points: {
    title: '党员积分', sentence: '{where}有 {n} 个支部年度，{waiting} 条等着办。', none: '{where}还没有开始积分的支部。', mine: '我的积分', openYear: '开一个年度', branch: '支部', year: '年度', yearOf: '{n} 年', memberCount: '党员', waiting: '在办', state: '进展', scheme: '办法', open: '开始',
    emptyTitle: '还没有支部年度', emptyText: '选一个支部开一个年度：党员按类别记上基础分，以后登记的事都记在这一年。', noScheme: '县里的规则包还没有党员积分办法(point_schemes)。', byName: '按姓名排列，不排名次。',
    yearState: { open: '登记中', tally: '已汇总', meeting: '已评议', graded: '已定等次', filed: '已备案', closed: '已结账' },
    entryState: { draft: '待受理', review: '待确认', confirmed: '待公示', posted: '公示中', objected: '有异议', recheck: '复核中', effective: '已生效', withdrawn: '已撤回' },
    page: { sentence: '{members} 名党员；{review} 条待确认，{confirmed} 条待公示，{posted} 条公示中，{objected} 条有异议。', record: '登记一件事', gather: '从走访、办件、活动里找', gathered: '找到 {n} 条，等人受理', post: '公示已确认的', postText: '{n} 条已确认的从今天起公示 {days} 个工作日，期满没有异议的自动生效。', posted: '已公示' },
    desk: { title: '登记和确认', none: '这里没有条目。', all: '全部', who: '党员', item: '项目', points: '分值', day: '日期', what: '做了什么', by: '登记', confirm: '确认', review: '受理', withdraw: '撤回', ticked: '已选 {n} 条', done: '{n} 条已办', refused: '{n} 条没有办成：', reason: '理由', keys: 'j / k 上下，x 选，Enter 看佐证，c 确认' },
    entry: { title: '{who}：{item}', evidence: '佐证', noEvidence: '没有附件，只有登记时的说明。', from: '来自{kind}', kind: { visit: '走访', case: '办件', activity: '活动' }, hidden: '原记录不在您的范围内', rule: '办法', asks: '佐证：{list}', cap: '一天最多 {day}，{period}最多 {most}', capPeriod: '{period}最多 {most}', period: { year: '一年', quarter: '一季度', month: '一月' }, who: '{rec}登记，{con}确认', steps: '经过', moved: '入账', movedAt: '{day} 入账 {n}', held: '已预留，生效时入账', freed: '已释放', attach: '加照片或文件', object: '提出异议', objectText: '写明哪里不对。支部核查以后答复，核查期间不生效。', takeUp: '开始复核', decide: '答复异议', holds: '异议成立，撤回', stands: '异议不成立，重新公示', answer: '核查情况和答复', reverse: '冲销', reverseText: '已生效的不改动，另记一条相反的，一样要确认、公示。', effect: '{day} 生效', reverses: '冲销以前的一条', proposed: '由记录提出，等人受理',
      evidenceKind: { note: '文字说明', record: '系统里的记录', document: '文件', photo: '照片' }, step: { record: '登记', propose: '提出', review: '受理', confirm: '确认', post: '公示', object: '提出异议', recheck: '开始复核', uphold: '异议成立', reject: '异议不成立', effect: '生效', withdraw: '撤回', reverse: '申请冲销' } },
    form: { title: '登记一件事', member: '党员', item: '项目', points: '分值（{least} 到 {most}）', fixed: '{n} 分', day: '哪一天', what: '做了什么、依据是什么', save: '登记', plus: '加分', minus: '扣分' },
    members: { title: '党员', name: '姓名', class: '类别', total: '得分', waiting: '在途', result: '结果', grade: '等次', left: '已不在本支部，不参加评议' },
    grade: { excellent: '优秀', qualified: '合格', basic: '基本合格', unqualified: '不合格', '': '' },
    boards: { title: '公示', none: '还没有公示过。', line: '{day} 起，{n} 条', effect: '{day} 生效', poster: '打印公示', inside: '支部内公示（含扣分）', by: '{by}张贴' },
    follow: { title: '后续', none: '没有要做的。', line: '{who}：{rule}', due: '{owner}，{day}前', nobody: '还没有负责人', done: '{day} 已办：{note}', late: '已过期', finish: '办好了', finishText: '做了什么', hand: '换人办', owner: '由谁办', dueDay: '哪天前' },
    steps: { title: '年终', tally: '汇总', tallyText: '把这一年加起来。以后不能再登记，要先把没办完的办完。', meet: '记录党员大会', meetText: '应到会的过半数到会才有效。', day: '哪一天', should: '应到', present: '实到', note: '会议情况', gradeGo: '评定等次', gradeText: '按结果提出了等次，会议可以改，改了要写理由。优秀最多 {n} 人，现在 {best} 人。', gradeWhy: '为什么', file: '备案', fileText: '乡镇备案后，高分的表扬、低分的谈话帮助，自动列到负责人名下。', back: '退回支部', close: '结账', closeText: '这一年结账，不能再改；下一年按基础分开始。', sentBack: '乡镇退回：{reason}', did: { tally: '{day} 汇总', meeting: '{day} 党员大会，应到 {should}，实到 {present}：{note}', graded: '{day} {by}评定等次', filed: '{day} {by}备案', closed: '{day} 结账' }, next: '下一步' },
    rule: { title: '办法一览', cap: '总分最多 {n}', noCap: '总分不设上限', posting: '公示 {n} 个工作日', plus: '加分项目', minus: '扣分项目', base: '{name} {n} 分起', bands: '年度结果', under: '{n} 分以下', over: '{n} 分以上（含）', between: '{a} 分以上，不到 {b} 分', leads: '{name}：{days} 天内', range: '{a}–{b}' },
    account: { sentence: '{year} 年，{class}，现有 {total} 分。', tallied: '{year} 年，{class}，汇总 {total} 分，{band}。', waiting: '另有 {n} 分在确认或公示。', lines: '每一分的来历', pending: '在办的', kind: { base: '基础分', plus: '加分', minus: '扣分', reversal: '冲销', join: '两条登记合并' }, balance: '余 {n}', none: '还没有入账的条目。', setClass: '改类别', reason: '理由', why: '谁登记、谁确认：{by} / {confirm}' },
    own: { title: '我的积分', none: '您现在没有积分账户。', noneText: '是支部党员、支部开了年度以后，这里能看到自己每一分的来历，有不同意见可以提。', owed: '要我办的后续', propose: '申报一件事' },
  },
}
