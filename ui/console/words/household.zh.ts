/** 户籍、名册的词。 */
export const field = {
  id_number: '公民身份号码', birth: '出生日期', birthYear: '出生年份', sex: '性别', ethnicity: '民族', education: '文化程度', political: '政治面貌', marital: '婚姻状况', residence: '居住状况', phone: '电话', name: '姓名',
  relation: '与户主关系', registered: '户籍在本户', lives: '住在本户', kind: '户类型', address: '住址', from: '入户日期', died: '死亡', left: '迁出', yes: '是', no: '否',
}

export const household = {
  sentence: '{where}登记在册 {households} 户，户籍人口 {registered} 人，常住 {living} 人。', find: '户编号、姓名、拼音，或完整的身份号码、手机号', code: '户编号', head: '户主', members: '人数', add: '登记新户', closed: '已销户', open: '在册的户', which: '看哪些户',
  emptyTitle: '没有找到户', emptyText: '换个名字或地方再找；还没有登记的，可以登记新户，或用花名册整村导入。', page: '{head}户', noHead: '已无户主', pageSentence: '{path}，{n} 人。', endedSentence: '{path}，{day}起已销户（{why}）。',
  asOf: '看哪一天', memberList: '户内成员', past: '曾在本户', nobody: '这一天户内没有人。', record: '登记信息', came: '来历', since: '立户', until: '销户', before: '由此户而来', after: '分出或并入', history: '户的来去', noHistory: '没有分户、并户。',
  events: '发生过的事', eventDay: '发生日期', doc: '凭证文号', docHint: '如出生医学证明、迁移证的号码。', cause: '原因', preview: '先看结果', previewTitle: '登记以后是这样', previewStale: '内容改过了，请再看一次结果。', confirm: '登记', takeBack: '撤回', takeBackTitle: '撤回这件事', takeBackText: '户和人恢复到登记以前的样子；这件事仍留在记录里，注明已撤回。', takenBack: '已撤回', by: '{who} 登记于 {when}', whole: '本户', noRelation: '待填',
  verb: { birth: '出生', move_in: '迁入', transfer: '从另一户迁来', death: '死亡', move_out: '迁出', split: '分户', merge: '并户', head: '变更户主', correct: '更正' },
  kind: { settle: '入册', birth: '出生', move_in: '迁入', transfer: '户间迁移', death: '死亡', move_out: '迁出', split: '分户', merge: '并户', head: '变更户主', correct: '更正', taken_back: '撤回' },
  ask: { who: '是谁', existing: '已登记的人', fresh: '新登记', which: '哪些人', newHead: '新户主', otherHousehold: '并入本户的户', otherHint: '输入户编号、户主姓名或拼音。', fromPerson: '迁来的人', place: '新户所在网格', reason: '更正的理由', headLeaves: '户主离开，由谁接任', relation: '与户主关系', relationIn: '与新户主关系', person: '更正谁', field: '更正什么', value: '正确的内容', houseField: '本户的' },
  seeAll: '看各户', seeRolls: '看名册', more: '登记事件', choose: '选择户',
  reveal: '查看', confirmDuplicate: '确认不是同一个人，仍要登记',
  link: { split: '分户', merge: '并户' },
  ofPerson: '户籍', noHousehold: '没有登记在任何一户。', rollsOf: '名册', noRolls: '不在任何名册上。',
}

export const roll = {
  sentence: '{where}在 {day}：户籍人口 {registered} 人，集体成员 {collective} 人，选民 {voters} 人。四本名册各有各的规则，互不推算。', choose: '请先选定一个村', chooseText: '名册按村（社区）看，选定以后各页也只看这里。', village: '村（社区）', who: '性别和出生年份',
  tab: { registered: '户籍人口', voter: '选民名单', collective: '集体成员', party: '党员' }, tabs: '名册', day: '哪一天', emptyTitle: '名册是空的', state: { in: '在册', ask: '待本人表示', out: '不列入' }, basis: '依据', doc: '文号', from: '自', until: '至', relation: '与户主关系', body: '所在党组织', role: '身份',
  emptyText: { registered: '登记了户籍的人会出现在这里。', voter: '先为选举日生成名单，再逐人核对、确认、公布。', collective: '由成员大会确认的成员登记在这里。', party: '党组织的成员在“组织”里登记。' },
  admit: '登记成员', admitTitle: '登记集体成员', lose: '丧失身份', loseTitle: '{name}丧失成员身份', loseText: '只有法律列明的情形才丧失身份；外出、上学、服役、结婚、离婚、迁出都不算（农村集体经济组织法第十七、十八条）。', decision: '成员大会决议文号', ground: '情形', diedSince: '{day}死亡，是否丧失身份待定', leftSince: '{day}已迁出',
  propose: '生成选民名单', proposeText: '按户籍册提出：年满十八周岁、户籍在村且居住的直接列入；在外的和外来满一年的等本人表示。', electionDay: '选举日', list: '哪次选举', listSay: '{day}选举：列入 {in} 人，待表示 {ask} 人，不列入 {out} 人。', listState: { proposed: '待核对', confirmed: '已确认', posted: '已公布' }, confirm: '确认名单', confirmText: '确认以后，由您对名单负责。还有人待表示时不能确认。', post: '登记公布', postText: '名单应在选举日二十日前公布。', postDay: '公布日期', decide: '核对', decideTitle: '{name}是否列入', toState: '结果', noList: '还没有选民名单',
}

export const paper = {
  title: '凭证附件', hint: '照片或 PDF，如出生医学证明、迁移证的扫描件。', choose: '选择文件', remove: '去掉', drop: '去掉 {name}', add: '加附件', picture: '照片', looks: '谁看过',
}
