/** Words of linked households, of members placed in grids, and of posts that change hands. */
export default {
  link: {
    title: '联户', sentence: '{where}共 {households} 户，已有联户人 {linked} 户，还缺 {missing} 户，重复 {twice} 户。', sentenceFree: '{where}共 {households} 户，已联 {linked} 户，重复 {twice} 户。',
    kind: '联户方式', view: '看哪一种', views: { missing: '没有联户人的', twice: '有两名以上的', members: '联户人', links: '联户名册' }, chooseVillage: '在上面选一个村，可以按就近一次补齐。', below: '各处情况', coverRow: '{households} 户，已联 {linked}，缺 {missing}，重复 {twice}',
    empty: { missing: '{where}每户都有联户人', twice: '{where}没有重复联系的户', members: '{where}还没有可以联户的成员', links: '{where}还没有联户' }, emptyText: '党小组、服务型党小组等组织的成员联系农户。没有联户人的、重复的，都会列在这里。',
    now: '现联户人', nobody: '没有联户人', extra: '重复', mend: { missing: '指定联户人', twice: '留一名，结束其余的' }, member: '联户人', group: '所在组织', load: '户数', state: '情况', gap: { few: '少于 {least} 户', many: '多于 {most} 户' }, since: '起', household: '哪一户', has: '共 {n} 户', noMembers: '这里还没有可以联户的成员',
    add: '指定联户人', addFor: '给{house}户指定联户人', replace: '如已有联户人，改由这一位联系', end: '结束联户', endOf: '结束{name}', endTitle: '结束{member}与{house}户的联系',
    propose: '按就近补齐', proposeTitle: '按就近补齐', proposeText: '先同组，再看谁户数少。去掉不合适的，确认后才写入。', proposeLeft: '还有 {n} 户没有人可联：成员都满了，或本村没有成员。', proposeNone: '没有可以补的户。', confirm: '确认 {n} 户', near: '同组', far: '同村', ofPerson: '联系的户', ofHousehold: '谁联系这户',
  },
  activity: { title: '活动', add: '记一次活动', counts: '本月 {month} 次，本季 {quarter} 次，今年 {year} 次。', none: '还没有记过活动。', what: '做了什么', day: '哪一天', who: '谁参加了', text: '简单说说', photo: '加照片', remove: '撤回', removeTitle: '撤回“{title}”' },
  placing: {
    title: '党员编入网格', which: '看哪些党员', whiches: { none: '没有编入网格的', twice: '编入多个网格的', all: '全部党员' }, sentence: { none: '{where}有 {n} 名党员没有编入网格。', twice: '{where}有 {n} 名党员编入了多个网格。', all: '{where}已列出 {n} 名党员。' },
    empty: { none: '{where}的党员都已编入网格', twice: '{where}没有编入多个网格的党员', all: '{where}还没有登记党员' }, emptyText: '每名党员编入一个网格，定岗、定责；没有编入的列在这里。', member: '党员', branch: '党组织', grid: '所在网格', posts: '岗位', duties: '职责', verb: '编入网格', ask: '把{name}编入哪个网格', moves: '现在{grid}，编入新的后，原来的前一天结束。',
  },
  hand: {
    list: '岗位交接', listSay: '{where}安排好的和办过的交接，新的在前。到当天零点自动实行，之前可以取消。', empty: '{where}还没有岗位交接', emptyText: '在人员页的岗位旁点“交接”。', who: '原任 → 接任', what: '交接了什么', cancel: '取消交接', cancelTitle: '取消“{post}”从{from}到{into}的交接', state: { planned: '待实行', carried: '已交接', failing: '没有实行', cancelled: '已取消' },
    verb: '交接', title: '{name}的“{post}”交给谁', which: '交什么', keeps: { no: '岗位和工作', yes: '只交工作' }, keepsHint: { no: '岗位连同范围内的工作一起交，原任到前一天为止。', yes: '岗位不动，范围内的诉求、事项、清单、联系点、联系户交给接手的人；适合分工调整、离开专班。', past: '岗位已经结束，没办完的工作交给接手的人。' }, into: '接任的人', day: '从哪一天起', dayHint: '以后的日子到当天零点自动交接。', done: '已登记交接', goes: '{day}起交给{into}的，共 {n} 项', stays: '仍由{from}负责的，共 {n} 项', staysNone: '没有仍由{from}负责的。', last: '这是{from}的最后一个岗位，交接后账号自动停用。',
    kind: { case: '诉求', call: '吹哨', item: '清单事项', contact: '联系点', list: '清单', link: '联系户', turn: '值班', post: '岗位' }, why: { elsewhere: '不在这个岗位的范围内', group: '接任的人不在这个小组', reach: '接手的人岗位不管这里', other: '另一个岗位' },
  },
  swap: { verb: '换班', title: '谁和谁换班', one: '哪一班', other: '换成哪一班' },
  acting: { short: '代理', verb: '安排代理', title: '谁来代理{name}的“{post}”', text: '代理期间两个人都看得到这个岗位的工作；到期自动结束，日志里写明由谁代谁办的。', who: '代理人', from: '从哪一天起', to: '到哪一天' },
  consent: { short: '公示', verb: '登记同意', withdraw: '登记撤回', title: '{name}在公示牌上公开什么', text: '志愿者的姓名和电话，本人同意才公开；撤回后公示牌马上改。', now: '{day} 登记：{how}，登记人 {by}。', name: '同意公开姓名', phone: '同意公开电话', how: '怎样同意的', howHint: '例如：签字同意书、当面口头同意。', day: '哪一天同意的' },
}
