/** Words of terms of office, of what is amiss with bodies, and of who is related to whom. */
export default {
  term: {
    title: '任期', none: '还没有录入任期。', notAsked: '这类组织没有任期。', number: '第 {n} 届', until: '任期至 {day}', left: '还剩 {n} 天', endsToday: '今天到期', over: '已过 {n} 天', light: { green: '在任期内', amber: '即将到期', red: '已到期', none: '以往' },
    came: '产生方式', cameBy: { election: '选举', appointment: '任命', assembly: '会议推选' }, document: '依据文件', documentHint: '选举结果、批复或任命文件的名称和文号。', from: '本届起', to: '本届止', toHint: '留空则按 {n} 年计算。', toNeeded: '本县没有规定年限，请填。', numberLabel: '届次', numberHint: '留空则接着上一届。',
    start: '换届', startFirst: '录入任期', startTitle: '{name} · 换届', startText: '旧一届最晚在新一届开始的前一天结束；没有勾选的成员同日离任。', keep: '谁留任', keepNone: '没有可留任的成员，换届后再添加。', started: '已录入新一届',
    extend: '延期', extendTitle: '第 {n} 届延期', extendText: '原定 {day} 到期。延期要写明理由，新的到期日会重新提醒。', extended: '原定 {planned} 到期，{on} 延期：{reason}', asOf: '看哪一天的成员', now: '看现在', asOfNote: '{day} 的成员', history: '历届', byElection: '届中补选', current: '现任',
    list: '任期到期', listSentence: '{where}有 {n} 个组织的任期即将到期或已到期。', listNone: '{where}没有即将到期或已到期的任期。', state: '看哪一种', states: { due: '即将到期和已到期', ending: '即将到期', overdue: '已到期未换届', all: '全部任期' }, stateLabel: '情况', emptyTitle: '没有要换届的组织', emptyText: '任期结束前（一般 90 天），会列在这里，并出现在有关负责人的“工作”里。', endsOn: '到期日', numberHead: '届次',
  },
  notice: {
    title: '任期到期提醒', text: '录入新一届、办理延期，或写明怎么办的，提醒才会消失。', settle: '标为已处理', settleTitle: '{name}的到期提醒', settleNote: '怎么处理的', settleHint: '例如：已报镇党委，随全县统一换届。', ends: '{day} 到期', ended: '{day} 已到期', open: '去换届',
  },
  village: { title: '村级组织', none: '这里还没有登记组织。', members: '{n} 人', noTerm: '没有任期', missing: '应有而没有', problems: '有 {n} 个问题', seeProblems: '看问题', all: '全部组织' },
  served: {
    title: '服务基层和群众', behind: '看每一件', since: '{year} 年 1 月 1 日以来，在您看得到的地方。只数发生了什么，不排名次。', calls: '吹哨报到', callsSay: '被吹哨 {n} 次，按时报到 {time} 次，逾时报到 {late} 次', callers: '村和乡镇的评价', raised: '群众的评价', nobody: '还没有请人评价', say: '请 {asked} 件评价，收到 {n} 件，满意 {pleased} 件', share: '，满意率 {percent}%', brief: '{n} 件，满意 {pleased}',
    column: '服务基层和群众', callsBrief: '吹哨 {n} 次，按时报到 {time}', callersBrief: '基层评价', raisedBrief: '群众评价', download: '下载服务情况', record: '吹哨和评价的每一件', callList: '对它的吹哨', ratedList: '评价过的事', calledAt: '吹哨时间', reportedAt: '报到', noCalls: '还没有人对它吹哨。', noRated: '它办的事还没有人评价。',
  },
  bodyGap: {
    title: '组织问题', sentence: '{where}的组织，已列出 {n} 个问题。', none: '{where}的组织没有发现问题。', kind: '看哪一种', anyKind: '所有问题', what: '问题', mendHead: '怎么办', source: '依据', looking: '这一段没有问题，后面还有没看的地方。', emptyText: '应有而没有的组织、到期未换届、人数不合规定、没有或有两名负责人、应当回避的任职，都会列在这里。',
    kinds: { missing: '应有而没有', no_term: '没有任期', lapsed: '到期未换届', two_terms: '两届重叠', too_few: '人数不足', too_many: '人数超出', even: '应为单数', no_head: '没有负责人', two_heads: '两名负责人', gone: '成员已去世或迁出', barred: '不得兼任或应当回避', unbased: '没有登记建在哪里' },
    say: { missing: '没有{kind}', no_term: '没有录入任期', lapsed: '第 {n} 届 {day} 到期，没有新一届', two_terms: '第 {n} 届和第 {want} 届自 {day} 起重叠', too_few: '现有 {n} 人，至少 {want} 人', too_many: '现有 {n} 人，至多 {want} 人', even: '现有 {n} 人，应为单数', no_head: '没有负责人', two_heads: '有 {n} 名负责人', gone: '成员已去世或迁出（{day}）', barred: '{rule}', unbased: '没有登记建在哪条产业链、哪个合作社或哪个网格' },
    mend: { missing: '登记这个组织', no_term: '录入任期', lapsed: '换届，或办理延期', two_terms: '更正起止日期', too_few: '补选成员', too_many: '核对成员', even: '补选或减少一人', no_head: '登记负责人', two_heads: '结束一人的任职', gone: '结束任职并补选', barred: '调整其中一人的职务', unbased: '填写“建在”' },
  },
  tie: {
    seats: '组织里的职务', noSeats: '没有在组织里任职。', oneShoulder: '一肩挑', oneShoulderHint: '同时负责 {n} 个组织，法律允许。', clashes: '不得兼任或应当回避', clashSelf: '{a}（{role}）同时是{body}{other}', clashKin: '{a}（{role}）的{relation}{b}是{body}{other}', source: '依据：{text}',
    kin: '亲属', noKin: '没有登记亲属。', near: '近亲属', addKin: '登记亲属', addKinTitle: '登记{name}的亲属', other: '亲属是谁', relation: '是其', relationHint: '近亲属要回避：不同时进村委会和监委会，不参与涉及对方的决定。', source_: '从哪里知道', sourceHint: '例如：本人申报、户口簿。', removeKin: '撤回', removeKinTitle: '撤回与{name}的亲属关系', removed: '已撤回',
  },
}
