/** Words of the console. */
export default {
  rail: { work: '工作', places: '网格', bodies: '组织', persons: '人员', cases: '案件', gaps: '岗位空缺', imports: '导入导出', accounts: '账号' },
  shell: { skip: '跳到正文', navigation: '目录', more: '更多', scope: '只看', everywhere: '全部范围' },
  field: { placeHint: '名称、代码或拼音', personHint: '姓名或拼音', choose: '请选择', noneFound: '没有找到' },
  keys: { title: '快捷键', space: '空格', down: '下一条', up: '上一条', preview: '在旁边预览', open: '打开', find: '搜索', close: '关闭预览', help: '看快捷键' },
  demo: {
    title: '以谁的身份看看？', banner: '演示提示', change: '换一个身份', text: '这是演示县。点一个人，就以他的岗位进入：看得到什么、办得了什么，都由岗位决定。',
    front: { console: '在办公桌前', field: '在村里走动', public: '居民' }, publicText: '居民不用登录：扫网格公示牌上的二维码，就能反映问题、查看进展。公示牌可以从“网格”里任何一个地方打开。',
  },
  signIn: { title: '登录', password: '密码', help: '忘记密码，请找本单位管理员重新发一个链接。', demo: '演示环境：直接选一个人进入' },
  invite: {
    title: '{name}，您好', titlePlain: '设置密码', dead: '这个链接已经用过，或已过期。请找管理账号的同事重发一个。', text: '您的账号是 {login}。请设一个只有自己知道的密码，设好就能使用。', password: '新密码', passwordHint: '至少 10 个字。几个不相干的词用空格连起来，好记又安全。',
    again: '再输一遍', differs: '两次输入的不一样', verb: '设好密码并进入', toSignIn: '去登录',
  },
  me: { login: '账号：{login}', posts: '我的岗位', noPosts: '今天没有岗位，所以看不到什么。请找管理员。', postsText: '能看什么、能办什么，由今天担任的岗位决定。', password: '修改密码', old: '现在的密码', change: '修改密码', changed: '密码已修改' },
  nowhere: { title: '没有这一页', text: '地址可能写错了，或者这一页已经移走。', back: '回到工作' },
  work: {
    title: '工作', boxes: '待办分类', box: { mine: '等我办', unit: '本单位', soon: '快到期和逾期', all: '全部' }, open: '{where}有 {n} 件未办结', noneLate: '，没有逾期。', late: '，其中逾期 {n} 件，最久的已过 {days} 天。', quiet: '{where}现在没有未办结的案件。',
    empty: { mine: '没有等您办的案件', unit: '本单位没有未办结的案件', soon: '没有快到期或逾期的案件', all: '这里还没有案件' }, emptyText: '居民扫码反映、网格员上报或在这里登记的事，都会出现在这一页。', seeAll: '看全部案件',
  },
  case: {
    new: '登记一件事', newText: '来电、来访或转来的事，登记后就有编号和时限。', text: '事情', textHint: '什么事、在哪里、希望怎么办。', state: '状态', holder: '谁在办', nobody: '还没有派给谁', heldBy: '{who}在办', due: '时限', at: '反映时间', kind: '类别', topic: '事项', reporter: '谁反映的', contact: '联系方式', contactHint: '只用于回复，平时遮住。',
    by: { resident: '居民', officer: '干部', behalf: '居民（干部代报）' }, noName: '未留姓名', feedback: '办理结果', rating: '评价', stars: '{n} 分（满分 5 分）', timeline: '经过', preview: '案件预览', openPage: '打开整页',
    photos: '照片', addPhotos: '添加照片', noPhotos: '没有照片。', photoBy: '{who}，{when}', photoOf: { reporter: '反映时的照片', handler: '办理时的照片' },
    oneOfTwo: '单位和个人，至少选一个。', rate: { 1: '很不满意', 2: '不满意', 3: '一般', 4: '满意', 5: '很满意' }, rateWords: '想说的话',
    toBody: '派给哪个单位', toPerson: '派给谁', noteHint: '反映的人会看到这段话。', done: '{what}：已办', filter: '{where}里{box}、{open}、{topic}、{state}的案件', filterBox: '范围', filterOpen: '是否办结',
    boxWord: { all: '全部', unit: '归本单位', mine: '等我办', soon: '快到期或逾期' }, open: '未办结', closed: '已办结', openOrClosed: '办结不论', anyTopic: '所有事项', anyState: '任何状态',
    listSentence: '{where}有 {open} 件未办结，{soon} 件快到期', emptyTitle: '没有符合条件的案件', emptyText: '换个条件看看，或者在上面换一个地方。', clearFilters: '清除条件',
    placeHint: '尽量具体到组或微网格。', reporterName: '反映人姓名', anonymousAsk: '反映人要求匿名', choosePhotos: '选照片', photoLimit: '最多 6 张，JPEG 或 PNG，每张不超过 10 MB', removePhoto: '去掉', submit: '登记', followTitle: '已登记。', followText: '请把查询码告诉反映人，凭它可以查看进展。只显示这一次：',
  },
  reveal: { show: '显示', title: '显示{what}', verb: '显示', why: '看了谁、为什么看，都会记入日志。', noted: '已显示，并记入日志' },
  journal: {
    true: '是', false: '否', all: '同时显示系统内部的项目', because: '理由：{reason}', open: '变更记录', short: '记录', title: '变更记录 · {what}', empty: '还没有变更记录', no: '第 {n} 号', pending: '待编号', system: '系统', column: '项目', before: '原来', after: '改为', op: { insert: '新建', update: '修改', delete: '删除', view: '查看' },
    field: {
      name: '名称', code: '代码', level: '层级', kind: '类型', households: '户数', from_day: '起始日', to_day: '结束日', term_end: '任期到', post: '岗位', person_name: '人员', service_phone: '服务电话', show_name: '公示姓名', acting: '代理', topic: '事项', state: '状态', due: '时限', at: '时间', state_since: '进入这一状态', open: '未办结', text: '事情', reporter: '反映人', reporter_name: '反映人姓名', reporter_officer: '经手干部', contact: '联系方式', anonymous: '匿名', body_name: '单位', assignee_name: '经办人', note: '说明', feedback: '办理结果', rating: '评价', rating_text: '评价的话', photos: '照片数', phone: '电话', role: '身份', login: '账号', no: '编号', type: '类别',
    },
    action: {
      casework: { report: '反映', reveal: '查看联系方式', photo: '添加照片', add_photos: '添加照片' },
      place: { create: '新建网格', update: '修改网格', close: '撤销网格', import: '导入' },
      person: { create: '登记人员', update: '修改人员', reveal: '查看电话' },
      body: { create: '新建组织', update: '修改组织', appoint: '任命', end_appointment: '卸任', add_member: '添加成员', end_member: '成员退出', roster: '排班' },
      access: { create: '开通账号', invite: '发链接', disable: '停用账号', enable: '恢复账号', accept_invite: '设置密码', change_password: '修改密码', sign_in: '登录', enroll: '登记' },
      exchange: { upload: '上传表格', confirm: '确认导入', apply: '导入', finish: '导入结束', take_back: '撤回导入', tidy: '清理文件', export_open: '导出明文' },
    },
  },
  place: {
    tree: '五级网格', find: '找名称、代码或拼音', openLate: '未办结/逾期', casesSay: '{open} 件未办结，{late} 件逾期', vacant: '岗位空缺', closed: '已撤销', backToTree: '← 所有网格', path: '所在位置',
    householdsSay: '{n} 户', childrenSay: '下辖 {n} 个', openSentence: '{n} 件未办结', lateSentence: '{n} 件逾期', comma: '，', stop: '。', responsible: '谁负责', nobody: '没有人负责，请任命。', dutyToday: '今天值班', noDuty: '今天没有排班。',
    card: '公示牌', cardText: '贴在村口：扫码看找谁、谁值班，也能反映问题。', cardOpen: '打开并打印', qrAlt: '{name}公示牌的二维码', barsByPlace: '各处未办结', barsByState: '案件现在到哪一步', barsAlt: '{name}共 {open} 件未办结，{late} 件逾期。', lateShort: '逾期 {n}', seeCases: '看案件',
    record: '登记信息', level: '层级', code: '代码', households: '户数', valid: '有效期', always: '一直有效', export: '导出网格与人员表', name: '名称', kind: '类型', codeHint: '不填则自动编号。', since: '起始日', lastDay: '最后一天',
    add: '添加下级', addTitle: '在{name}下添加', editTitle: '修改{name}', close: '撤销', closeTitle: '撤销{name}', closeText: '撤销以后不再有新的案件和任命，历史仍可查。',
  },
  roster: { title: '两周值班', edit: '排班', finish: '排好了', noOfficers: '先任命人员，才能排班。', on: '{day}值班', choose: '选人', and: '、', state: { saving: '正在保存', saved: '已保存', refused: '没有保存' } },
  appoint: {
    verb: '任命', title: '任命 · {where}', done: '已任命', post: '岗位', noPost: '这里没有可任命的岗位', person: '人员', from: '任职起', termEnd: '任期到', topicHint: '只管某类事项时选。', servicePhone: '服务电话', servicePhoneHint: '会印在公示牌上；请用岗位电话，不要填私人号码。',
    showName: '本人同意在公示牌上显示姓名', acting: '临时代理', actingTag: '代理', officers: '岗位与人员', noOfficers: '还没有任命任何人。', noPosts: '没有担任过岗位。', termTo: '任期到 {day}', end: '卸任', endTitle: '{name}卸任{post}', endText: '从次日起，随岗位得到的权限自动收回。',
  },
  gap: { sentence: '{where}有 {vacant} 个岗位没有人，{overlap} 个岗位同一天有两个人。', none: '{where}的岗位都有人，也没有重复。', kind: '看哪一种', vacant: '没有人的岗位', overlap: '同一天有两个人的岗位', holders: '现在的人', nobody: '没有人', empty: { vacant: '没有空缺的岗位', overlap: '没有重复的岗位' }, emptyText: '出现空缺或重复时会列在这里，点地方就能任命或卸任。' },
  body: {
    sentence: '{where}的组织，已列出 {n} 个。', find: '找组织名称', name: '名称', kind: '类型', anyKind: '所有类型', leader: '负责人', noLeader: '还没有', members: '成员', ended: '已结束', emptyTitle: '没有组织', emptyText: '党组织、村委会、合作社、专班、部门都登记在这里，再任命负责人和成员。', add: '新建组织', addBelow: '添加下级组织', addUnder: '在{name}下新建组织', editTitle: '修改{name}',
    since: '成立日', until: '结束日', pageSentence: '{place}的{kind}，负责人{leader}，成员 {n} 人。', pageSentenceNoLeader: '{place}的{kind}，还没有负责人，成员 {n} 人。', posts: '岗位', record: '登记信息', time: '存续', below: '下级组织', noneBelow: '没有下级组织。', addMember: '添加成员', addMemberTitle: '给{name}添加成员', noMembers: '还没有成员。', endMember: '退出', endMemberTitle: '{name}退出', role: '身份',
  },
  person: {
    sentence: '{where}的人员，已列出 {n} 人。', find: '找姓名或拼音', add: '登记人员', editTitle: '修改{name}', posts: '今天的岗位', noPost: '今天没有岗位', account: '账号', has: '有', emptyTitle: '没有人员', emptyText: '登记以后，就可以任命到岗位、加入组织、开通账号。', placeHint: '这个人属于哪里。', phoneHint: '平时遮住，显示要说明理由。', phoneKeep: '留空则不改。',
    postHistory: '岗位和历史', memberships: '参加的组织', noMemberships: '没有参加组织。', record: '登记信息', noAccount: '没有账号，不能登录。', manage: '管理账号',
  },
  account: {
    sentence: '能登录的人，已列出 {n} 个。能做什么由岗位决定，这里只管能不能登录。', find: '找账号或姓名', add: '开通账号', addVerb: '开通', login: '账号', loginHint: '登录时用，例如姓名拼音。', stateLabel: '状态', state: { invited: '等待设密码', active: '可用', disabled: '已停用' }, locked: '暂时锁定', lastSeen: '最近使用', neverSeen: '从未使用', seen: '最近使用 {when}', do: '操作',
    inviteAgain: '重发链接', resetLink: '重设密码链接', enable: '恢复', disable: '停用', disableTitle: '停用 {name}', disableText: '停用后立即不能登录，已办的事和记录不受影响。', emptyTitle: '没有账号', emptyText: '先登记人员，再为其开通账号，把链接交给本人设密码。',
    inviteFor: '{name} 的链接', inviteText: '请当面或用可靠的方式交给本人。只显示这一次，用过就失效。', inviteDone: '已经交给本人',
  },
  sheet: {
    download: '导出 XLSX', bring: '用表格导入', sentence: '先整体检查，再一次写入；有一处错，就一行也不写。', in: '导入', out: '导出', template: '模板', tables: '全部表格', which: '导入哪一张表', byItself: '自动识别是哪张表', outText: '导出范围：{where}', choose: '选择文件，或拖到这里', chooseText: '系统给的模板或导出的表（XLSX），单张表也可以是 UTF-8 的 CSV', chooseFor: '“{name}”的模板或导出的表（XLSX，或 UTF-8 的 CSV）', sending: '正在上传…', nothingSaved: '没有写入任何内容。', history: '历次导入', noHistory: '还没有导入过', noHistoryText: '可以先下载一份模板，照样子填。',
    state: { checking: '检查中', checked: '待确认', refused: '有错误', applying: '写入中', done: '已写入', failed: '失败', cancelled: '已取消', taken_back: '已撤回' },
    say: { checking: '正在检查，已看 {done} 行。', checked: '检查通过，还没有写入。请看下面的数字，确认后写入。', same: '和系统里的完全一样，没有要写入的。', refused: '有 {n} 处错误，什么也没有写入。请改好文件再导入。', applying: '正在写入，已完成 {done} / {total} 行。', done: '已全部写入。', failed: '没有写成，什么也没有改变。请再试，或找管理员。', cancelled: '已取消，什么也没有写入。', taken_back: '已整批撤回，和导入前一样。' },
    goesOn: '可以离开这一页，检查和写入会继续。', count: { new: '新增', changed: '修改', unchanged: '没有变化' }, apply: '确认写入', cancel: '不要了', close: '知道了', stop: '停下', takeBack: '整批撤回', takeBackTitle: '撤回 {name}', takeBackText: '这次导入新增的会删去，修改的会恢复原样。之后有人改过、或别的记录用到了其中的内容，就不能撤回。理由会记入日志。', marked: '下载标出错误的文件', markedText: '错的格子标了颜色，最后一列写着怎么改。', errors: '错误列表', tab: '工作表', row: '行', column: '列', problem: '问题和改法', moreErrors: '还有 {n} 处没有列出，请看标出错误的文件。',
  },
}
