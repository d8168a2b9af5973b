/** Words of papers. */
export default {
  bulletin: {
    title: '文稿', sentence: '周报、月报、通报、督办通知、纪要由记录写成：数字不用填，文字可以改，印发后连同依据一起留存。', make: '写一份', makeAll: '各处各写一份', write: '开始写', begun: '已经开始写', kind: '文种', allKinds: '全部文种', stateWord: '状态', allStates: '全部状态', above: '上级印发的',
    state: { draft: '草稿', issued: '已印发', withdrawn: '已撤回' }, place: '地方', within: '哪里的', withinHint: '其中每一个{level}各写一份，改过的和已印发的不动。', placeHint: '选一个{level}。', period: '时段', number: '发文字号', heading: '标题', madeBy: '起草', dayIn: '哪一期（填其中任意一天）', dayHint: '不填，就是刚过完的那一期。',
    level: { 1: '县', 2: '乡镇', 3: '村', 4: '网格', 5: '微网格' }, emptyTitle: '还没有文稿', emptyText: '点“写一份”，选文种和地方，程序按记录写好草稿。', emptyRead: '印发以后会出现在这里。',
    run: { running: '已写 {done} / {total}', done: '写完 {total} 份，其中 {kept} 份原样未动', cancelled: '已停在 {done} / {total}' }, stop: '停止', zip: '下载全部（Word）', failed: '{n} 处没有写成：{where}。', and: '、',
    made: '{who} {when} 按截至日志 {no} 号的记录起草', why: '撤回原因：{why}', remake: '重新取数', remakeSay: '按现在的记录重写全文，改过的文字不保留。', edit: '改文字', editHint: '绿底的是数字，能挪动，不能改写；要换数字，请“重新取数”。', withdraw: '撤回', withdrawSay: '撤回后编号保留，可以再写一份更正的。', reason: '原因', issue: '印发', issueSay: '印发后编入本年文号，内容、数字和依据都不能再改。', issued: '已印发', word: '下载 Word', print: '打印', same: '数字与依据一致', differs: '数字与依据对不上',
    notes: '给数字加注', notesHint: '数字不能改；要说明它，就加一条注，印在正文后面。', noteOf: '给哪个数字', noteText: '注的内容', noteAdd: '加一条注', noteOff: '删掉', noteNo: '注{n}', writeKind: '写{kind}', ofRecord: '取自这条记录，写稿时是这样；之后记录再变，这里不变。', toRecord: '看这条记录', to: '主送', copyTo: '抄送', block: { heading: '小标题', text: '正文' }, blockNo: '第 {n} 段', noNumber: '（草稿，未编号）', hash: '{by}印发，规则第 {no} 版。', figureNo: '依据 {no}', about: { before: '上期', change: '比上期', target: '目标', red: '红灯' }, toIndicator: '看这个指标和背后的记录', byRecords: '这个数按记录逐条统计，点上面的按钮看清单。', frozen: '这是写稿时的依据，之后记录再变，这里不变。',
  },
}
