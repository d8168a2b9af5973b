import casework from './casework.zh'
import bodies from './bodies.zh'
import { field, household, paper, roll } from './household.zh'
import rules from './rules.zh'
import desk from './desk.zh'
import duty from './lists.zh'
import devices from './devices.zh'
import facts from './facts.zh'
import links from './links.zh'
import visits from './visits.zh'
import award from './award.zh'
import emergency from './emergency.zh'
import indicators from './indicators.zh'
import overview from './overview.zh'
import demand from './demand.zh'
import papers from './papers.zh'
import quality from './quality.zh'
import points from './points.zh'
import merit from './merit.zh'
import books from './books.zh'
import feeds from './feeds.zh'

/** Words of the console. */
export default {
  ...bodies,
  ...rules,
  ...desk,
  rail: { demands: '对村要求', work: '工作', overview: '指挥', cases: '案件', lists: '清单', emergencies: '应急', places: '网格', bodies: '组织', assets: '资产', gaps: '岗位空缺', quality: '数据检查', households: '户籍', persons: '人员', links: '联户', points: '党员积分', merit: '农户积分', books: '账簿', indicators: '指标', papers: '文稿', visits: '走访', awards: '评选', rolls: '名册', imports: '导入导出', privacy: '个人信息', rules: '规则', accounts: '账号', devices: '手机端', integrations: '对接' },
  duty,
  asset: { name: '资产', category: '类别', value: '原值', day: '形成日期', source: '来源项目', say: '{where}登记了 {n} 项资产，原值合计 {sum}。', emptyTitle: '还没有资产', emptyText: '项目竣工时，形成的资产会自动登记在这里。' },
  ...devices,
  ...facts,
  ...links,
  ...visits,
  ...award,
  ...emergency,
  ...indicators,
  ...overview,
  ...demand,
  ...papers,
  ...quality,
  ...points,
  ...merit,
  ...books,
  ...feeds,
  railGroup: { work: '办事', place: '网格组织', people: '户和人', keep: '管理' },
  shell: { skip: '跳到正文', navigation: '目录', more: '更多', scope: '只看', everywhere: '全部范围' },
  field: { placeHint: '名称、代码或拼音', personHint: '姓名或拼音', choose: '请选择', noneFound: '没有找到' },
  keys: { title: '快捷键', space: '空格', down: '下一条', up: '上一条', preview: '在旁边预览', open: '打开', find: '搜索', close: '关闭预览', help: '看快捷键', tick: '勾选', tickAll: '全部勾选', accept: '受理', dispatch: '派单', triage: '分流', column: '换一列' },
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
    title: '工作', boxes: '待办分类', box: { mine: '等我办', queue: '本平台', unit: '本单位', soon: '快到期和逾期', all: '全部' }, open: '{where}有 {n} 件未办结', noneLate: '，没有逾期。', late: '，其中逾期 {n} 件，最久的已过 {days} 天。', quiet: '{where}现在没有未办结的案件。',
    empty: { mine: '没有等您办的案件', queue: '本平台没有要办的案件', unit: '本单位没有未办结的案件', soon: '没有快到期或逾期的案件', all: '这里还没有案件' }, emptyText: '居民扫码反映、网格员上报或在这里登记的事，都会出现在这一页。', seeAll: '看全部案件',
  },
  case: {
    extNo: '原编号',
    beyond: '已登记，编号 {no}', beyondText: '这类事由上一级办理，登记以后您这里看不到进展。', new: '登记一件事', newText: '来电、来访或转来的事，登记后就有编号和时限。', text: '事情', textHint: '什么事、在哪里、希望怎么办。', state: '状态', holder: '谁在办', nobody: '还没有派给谁', heldBy: '{who}在办', due: '时限', at: '反映时间', kind: '类别', topic: '事项', reporter: '谁反映的', enteredBy: '登记人', enteredAt: '登记时间', contact: '联系方式', contactHint: '只用于回复，平时遮住。',
    by: { resident: '居民', officer: '干部', behalf: '居民（干部代报）' }, noName: '未留姓名', feedback: '办理结果', rating: '评价', stars: '{n} 分（满分 5 分）', timeline: '经过', preview: '案件预览', openPage: '打开整页',
    photos: '照片和文件', addPhotos: '添加照片或 PDF', noPhotos: '没有照片或文件。', wholePhoto: '看原图，{w} × {h}', photoBy: '{who}，{when}', photoOf: { reporter: '反映时的照片', handler: '办理时的照片' }, fileOf: { reporter: '反映时的文件', handler: '办理时的文件' },
    oneOfTwo: '单位和个人，至少选一个。', rate: { 1: '很不满意', 2: '不满意', 3: '一般', 4: '满意', 5: '很满意' }, rateWords: '想说的话',
    ofUnit: '承办：{unit}', older: '收到超过 {n} 天', event: { closed: '{from} 至 {to} 每次办结', reopened: '{from} 至 {to} 每次重办', first: '{from} 至 {to} 首次响应', rated: '{from} 至 {to} 首次评价', pleased: '{from} 至 {to} 首次评价为好', push_refused: '{from} 至 {to} 清单外推送' }, toBody: '派给哪个单位', proposed: '按分工建议派给', toPerson: '派给谁', noteHint: '反映的人会看到这段话。', done: '{what}：已办', filter: '{where}里{box}、{open}、{topic}、{state}的案件', days: { came: '{from} 至 {to} 收到', ended: '{from} 至 {to} 办结', in_time: '按期', late: '超期' }, filterBox: '范围', filterOpen: '是否办结',
    boxWord: { all: '全部', unit: '归本单位', mine: '等我办', queue: '归本平台', triage: '待分流', soon: '快到期或逾期', late: '逾期' }, open: '未办结', closed: '已办结', openOrClosed: '办结不论', anyTopic: '所有事项', anyState: '任何状态',
    listSentence: '{where}有 {open} 件未办结，{soon} 件快到期', emptyTitle: '没有符合条件的案件', emptyText: '换个条件看看，或者在上面换一个地方。', clearFilters: '清除条件',
    placeHint: '尽量具体到组或微网格。', reporterName: '反映人姓名', anonymousAsk: '反映人要求匿名', choosePhotos: '选照片或 PDF', photoLimit: '最多 6 个，JPEG、PNG 或 PDF，每个不超过 10 MB', removePhoto: '去掉', submit: '登记', followTitle: '已登记。', followText: '请把查询码告诉反映人，凭它可以查看进展。只显示这一次：',
  },
  casework,
  reveal: { show: '显示', title: '显示{what}', verb: '显示', why: '看了谁、为什么看，都会记入日志。', noted: '已显示，并记入日志' },
  journal: {
    true: '是', false: '否', all: '同时显示系统内部的项目', because: '理由：{reason}', open: '变更记录', short: '记录', title: '变更记录 · {what}', empty: '还没有变更记录', no: '第 {n} 号', pending: '待编号', system: '系统', column: '项目', before: '原来', after: '改为', op: { insert: '新建', update: '修改', delete: '删除', view: '查看' },
    viewed: { paper: '附件', phone: '电话', id_number: '公民身份号码', birth: '出生日期', address: '住址', all: '全部信息' },
    field: {
      title: '事项', progress: '进度(千分比)', weight: '权重', urges: '催办次数', urged_day: '催办日', extend_to: '申请延期到', extend_reason: '延期理由', extensions: '延期次数', evidence: '佐证数', children: '下级事项数', reopened: '重开次数', report_name: '报告人', signed_day: '签字日', signed_name: '签字人', maker_name: '建立人', target_name: '联系对象', cycle: '周期', path: '序号', name: '名称', code: '代码', level: '层级', kind: '类型', households: '户数', from_day: '起始日', to_day: '结束日', since_day: '现状起始日', term_end: '任期到', post: '岗位', person_name: '人员', service_phone: '服务电话', show_name: '公示姓名', show_phone: '公示电话', consent_day: '同意日', consent_how: '同意方式', consent_by: '登记人', allowed: '任职依据', acts_for_id: '代理谁的岗位', extra: '重复', household_id: '户', acting: '代理', topic: '事项', state: '状态', due: '时限', at: '时间', state_since: '进入这一状态', open: '未办结', text: '事情', reporter: '反映人', reporter_name: '反映人姓名', reporter_officer: '经手干部', contact: '联系方式', anonymous: '匿名', body_name: '单位', assignee_name: '经办人', note: '说明', feedback: '办理结果', rating: '评价', rating_text: '评价的话', photos: '照片数', phone: '电话', role: '身份', number: '届次', planned_to: '原定到期', extended_on: '延期日', came: '产生方式', document: '依据文件', last: '最新一届', reason: '理由', due_day: '到期日', day: '日期', done_day: '处理日', done_by: '处理人', relation: '关系', source: '来源', login: '账号', no: '编号', type: '类别',
      by_name: '登记人', doc: '文号', viewed: '看了',
      address: '住址', birth_day: '出生日期', died_day: '死亡日期', left_day: '迁出日期', id_number: '公民身份号码', sex: '性别', ethnicity: '民族', education: '文化程度', political: '政治面貌', marital: '婚姻状况', residence: '居住状况', ended: '销户原因', asked_by: '谁提出', asker_name: '请求人姓名', asker_phone: '请求人电话', proof: '怎样核对的身份', received: '收到日期', answer: '答复', answered_at: '答复时间', article: '依据的条款', handler_name: '经办人',
    },
    action: {
      place: { create: '新建网格', update: '修改网格', close: '撤销网格', import: '导入', rename: '改名', move: '调整上级', merge: '合并', split: '拆分', plan: '安排调整', cancel_plan: '取消安排', plan_failed: '安排没有实行', gather: '归到接续的网格' },
      casework: { report: '反映', create: '登记', view: '打开保密件', call: '吹哨', call_report_in: '报到', call_done: '报处置结果', call_rate: '评价吹哨', call_withdraw: '取消吹哨', merge: '并案', close_alert: '关闭预警', fire: '期限提醒', pause: '停表', resume: '恢复计时', ask_time: '申请延期', grant_time: '批准延期', refuse_time: '不同意延期', ask_papers: '一次性告知补正', papers_in: '材料已补齐', add_papers: '附文书', open_paper: '查看文书', reveal: '查看联系方式', photo: '添加照片或文件', add_photos: '添加照片或文件' },
      person: { create: '登记人员', update: '修改人员', reveal: '查看个人信息', record: '登记户籍事件', add_papers: '添加户籍事件的附件', take_back: '撤回户籍事件', roll: '登记名册', settle: '登记入册', find_pairs: '查找重复登记', propose: '提出可能重复', different: '认定不是同一人', merge: '合并重复登记', unmerge: '撤销合并' },
      activity: { add: '记一次活动', attach: '加照片', remove: '撤回活动' }, field: { enter: '登记手机', revoke: '停用手机' }, fact: { set: '填写户情', reveal: '查看加密户情', settle: '裁定户情', tidy: '销户的户情结束' }, link: { add: '指定联户人', end: '结束联户', confirm: '按就近补齐', tidy: '成员离开，结束联户' }, handover: { hand: '岗位交接', failed: '交接没有实行', cancel: '取消交接' },
      body: { swap_duty: '换班', consent: '登记公示同意', act_for: '安排代理', place_member: '编入网格', create: '新建组织', update: '修改组织', appoint: '任命', end_appointment: '卸任', add_member: '添加成员', end_member: '成员退出', roster: '排班', start_term: '换届', extend_term: '延期', announce: '到期提醒', settle: '处理到期提醒', add_kin: '登记亲属', remove_kin: '撤回亲属' },
      privacy: { ask: '登记请求', take: '开始办理', answer: '答复', refuse: '拒绝', reveal: '查看请求人', counter: '给本人查看', copy: '给本人复制', retain: '到期删除' },
      access: { close_idle: '无岗停用', create: '开通账号', invite: '发链接', disable: '停用账号', enable: '恢复账号', accept_invite: '设置密码', change_password: '修改密码', sign_in: '登录', enroll: '登记' },
      quality: { run: '检查数据', progress: '数据检查进度' },
      rulebook: { apply: '提交新版规则' },
      duty: { make: '建清单', sign: '签字', end_list: '结束清单', add: '添加事项', accept: '签收', report: '报进展', pass: '审核通过', return: '退回', close: '销号', put_off: '同意延期', keep_day: '不同意延期', evidence: '添加佐证', assign: '交办', extend: '申请延期', urge: '催办', order: '发督办单', reopen: '重新打开', withdraw: '撤回', open: '按周期开出', hand_over: '交接事项', contact: '记一次联系', set_contacts: '安排联系点', end_contact: '结束联系' },
      exchange: { upload: '上传表格', confirm: '确认导入', apply: '导入', finish: '导入结束', take_back: '撤回导入', tidy: '清理文件', export_open: '导出明文' },
    },
  },
  place: {
    bodies: '组织', onDay: '看哪一天', thisPlace: '这个网格', onBand: '{day}的架构', onText: '名称、上下级、岗位和组织都是那一天的。', backToToday: '回到今天', notThen: '那一天还没有{name}，或者不在您当时的范围内。', figures: '{year}年到这一天', figuresSay: '共反映 {reported} 件，办结 {closed} 件。', figuresWhy: '数字记在当时所在的网格，以后怎么调整都不变。',
    history: '沿革', historyNone: '从 {day} 起没有变动。', historyFrom: '{day}起', historyIn: '属{parent}', came: '由来', went: '去向', link: { merge: '{day}由{name}并入', split: '{day}从{name}分出', close: '{day}接手{name}' }, wentTo: { merge: '{day}并入{name}', split: '{day}分出{name}', close: '{day}交给{name}' },
    plans: '已安排的调整', plansNone: '没有安排以后的调整。', planSay: '{day}起{kind}', planBy: '{name}安排', planCancel: '取消', planState: { planned: '等待', done: '已实行', cancelled: '已取消', failed: '没有实行' },
    tree: '五级网格', find: '找名称、代码或拼音', openLate: '未办结/逾期', casesSay: '{open} 件未办结，{late} 件逾期', vacant: '岗位空缺', closed: '已撤销', backToTree: '← 所有网格', path: '所在位置',
    householdsStated: '户数（申报）', householdsSay: '{n} 户', childrenSay: '下辖 {n} 个', openSentence: '{n} 件未办结', lateSentence: '{n} 件逾期', comma: '，', stop: '。', responsible: '谁负责', nobody: '没有人负责，请任命。', dutyToday: '今天值班', noDuty: '今天没有排班。',
    card: '公示牌', cardText: '贴在村口：扫码看找谁、谁值班，也能反映问题。', cardOpen: '打开并打印', qrAlt: '{name}公示牌的二维码', barsByPlace: '各处未办结', barsByState: '案件现在到哪一步', barsAlt: '{name}共 {open} 件未办结，{late} 件逾期。', lateShort: '逾期 {n}', seeCases: '看案件',
    record: '登记信息', level: '层级', code: '代码', households: '户数', valid: '有效期', always: '一直有效', export: '导出网格与人员表', name: '名称', kind: '类型', codeHint: '不填则自动编号。', since: '起始日', lastDay: '最后一天',
    add: '添加下级', addTitle: '在{name}下添加', editTitle: '修改{name}', close: '撤销', closeTitle: '撤销{name}', closeText: '撤销以后不再有新的案件和任命，历史仍可查。',
  },
  change: {
    open: '架构调整', title: '架构调整 · {name}', step: { kind: '做什么', form: '怎么改', preview: '看结果' }, next: '看会怎样', back: '上一步', nothingYet: '还没有改动。请看清楚，再按下面的按钮。', verbNow: '从 {day} 起{kind}', verbLater: '安排在 {day}{kind}', done: '已调整', planned: '已安排',
    kind: { rename: '改名', move: '调整上级', merge: '合并', split: '拆分', close: '撤销' },
    text: { rename: '从某一天起换名称、类型或代码。以前的名称仍可查。', move: '连同下面的一切放到另一个上级之下。', merge: '几个同级网格合成一个，人、岗位和未办结的案件一起过去。', split: '分出新的网格，下级分给各家。', close: '到此为止；还在这里的，交给指定的网格。' },
    day: '从哪一天起', dayHint: '可以是今天、过去的某一天，或以后的某一天（到时自动实行，之前可以取消）。', newName: '新名称', newCode: '新代码', codeKeep: '不填则不变。旧公示牌上的代码照样有效。', newKind: '类型', parent: '新的上级', with: '和谁合并', withMore: '其他网格', survivor: '合并后', stays: '并入{name}', fresh: '设一个新网格', parts: '分出的新网格', partN: '第 {n} 个新网格', addPart: '再分一个', dropPart: '去掉', children: '下级各归谁', keepHere: '留在{name}', direct: '直接在{name}的归谁', directHint: '没有归到任何下级的住户、案件和组织。', heir: '由谁接手', heirHint: '这里什么都没有时可以不填。', noChildren: '没有下级。',
    before: '原来', after: '调整后', mark: { ends: '撤销', new: '新设', moved: '移来', renamed: '改' }, follow: '跟着走的', count: '{what} {n}', followNone: '没有要跟着走的记录。', table: { person: '人员', body: '组织', member: '成员', appointment: '岗位', roster: '值班', case: '未办结案件', case_photo: '照片', household: '户' }, stays2: '已办结的案件、已结束的岗位和以前的数字都留在原处。',
    officers: '岗位怎么办', officersHint: '一个网格不能有两个网格长。', officer: '{name}，{place}{post}', keep: '继续', end: '到此为止', cases: '未办结的案件', casesN: '未办结的案件，先列 {n} 件', nobody: '还没有人办', bodies: '组织', cards: '公示牌', cardSay: '{name}的公示牌和二维码照样能扫，会转到{to}。', problem: '现在还不能这样改：',
  },
  roster: { title: '两周值班', edit: '排班', finish: '排好了', noOfficers: '先任命人员，才能排班。', on: '{day}值班', choose: '选人', and: '、', state: { saving: '正在保存', saved: '已保存', refused: '没有保存' } },
  appoint: {
    verb: '任命', title: '任命 · {where}', done: '已任命', post: '岗位', noPost: '这里没有可任命的岗位', person: '人员', from: '任职起', termEnd: '任期到', topicHint: '只管某类事项时选。', servicePhone: '服务电话', servicePhoneHint: '会印在公示牌上；请用岗位电话，不要填私人号码。',
    allowed: '任职依据', allowedHint: '按规定应当回避、经批准可以任职的，写明依据；不写就不能任职。', showName: '本人同意在公示牌上显示姓名', acting: '临时代理', actingTag: '代理', officers: '岗位与人员', noOfficers: '还没有任命任何人。', noPosts: '没有担任过岗位。', termTo: '任期到 {day}', end: '卸任', endTitle: '{name}卸任{post}', endText: '从次日起，随岗位得到的权限自动收回。',
  },
  gap: { sentence: '{where}有 {vacant} 个岗位没有人，{overlap} 个岗位同一天有两个人。', none: '{where}的岗位都有人，也没有重复。', kind: '看哪一种', vacant: '没有人的岗位', overlap: '同一天有两个人的岗位', holders: '现在的人', nobody: '没有人', empty: { vacant: '没有空缺的岗位', overlap: '没有重复的岗位' }, emptyText: '出现空缺或重复时会列在这里，点地方就能任命或卸任。' },
  body: {
    basedOn: '建在', basedHint: '党组织建在哪条产业链、哪个合作社或哪个网格。', basedWhat: '建在什么上', basedIs: { body: '组织', place: '网格' }, built: '建在这里的党组织', placings: '党员编入网格',
    sentence: '{where}的组织，已列出 {n} 个。', find: '找组织名称', name: '名称', kind: '类型', anyKind: '所有类型', leader: '负责人', noLeader: '还没有', members: '成员', ended: '已结束', emptyTitle: '没有组织', emptyText: '党组织、村委会、合作社、专班、部门都登记在这里，再任命负责人和成员。', add: '新建组织', addBelow: '添加下级组织', addUnder: '在{name}下新建组织', editTitle: '修改{name}',
    since: '成立日', until: '结束日', pageSentence: '{place}的{kind}，负责人{leader}，成员 {n} 人。', pageSentenceNoLeader: '{place}的{kind}，还没有负责人，成员 {n} 人。', posts: '岗位', record: '登记信息', time: '存续', below: '下级组织', noneBelow: '没有下级组织。', addMember: '添加成员', addMemberTitle: '给{name}添加成员', noMembers: '还没有成员。', endMember: '退出', endMemberTitle: '{name}退出', role: '身份',
  },
  household,
  paper,
  roll,
  fact: field,
  person: {
    sentence: '{where}的人员，已列出 {n} 人。', find: '找姓名或拼音', add: '登记人员', editTitle: '修改{name}', posts: '今天的岗位', noPost: '今天没有岗位', account: '账号', has: '有', emptyTitle: '没有人员', emptyText: '登记以后，就可以任命到岗位、加入组织、开通账号。', placeHint: '这个人属于哪里。', phoneHint: '平时遮住，显示要说明理由。', phoneKeep: '留空则不改。',
    postHistory: '岗位和历史', record: '登记信息', noAccount: '没有账号，不能登录。', manage: '管理账号',
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
  pair: {
    title: '重复登记', none: '{where}没有等待判断的重复登记。', name: '指定两个人', nameText: '您知道哪两条登记是同一个人时，直接指出来。', find: '查找重复', found: '新找到 {n} 对可能重复的登记。', state: '看哪一种', first: '第一条', second: '第二条', evidence: '为什么', compare: '比一比', takeBack: '撤销合并',
    is: { open: '还没有判断的', merged: '已经合并的', different: '不是同一个人的' }, sentence: { open: '{where}有 {n} 对登记可能是同一个人，请人来判断。', merged: '{where}已合并 {n} 对登记，弄错了可以撤销。', different: '{where}有 {n} 对已认定不是同一个人，不再提出。' },
    empty: { open: '没有等待判断的重复登记', merged: '还没有合并过', different: '没有认定为不同的' }, emptyText: '每天夜里查找一次：电话和姓名都相同或相近，或者同一个地方有同名、同音的人。也可以现在查找，或直接指定两个人。',
    why: { same_name_and_phone: '姓名和电话都相同', like_name_and_phone: '电话相同，姓名相近', same_name_and_place: '同一个地方，姓名相同', like_name_and_place: '同一个地方，姓名同音', officer: '有人指出' },
    compareTitle: '是不是同一个人？', ask: '您的判断', yes: '是同一个人，合并', no: '不是同一个人', yesText: '被合并的一条，岗位、组织、账号和案件都转到保留的一条；弄错了可以撤销。', noText: '以后不再提出这一对。', verbYes: '合并', verbNo: '认定不同', reasonHint: '例如：问过本人，是同一人登记了两次。', stays: '保留', staysVerb: '保留这一条', staysSide: '保留{side}',
    keptSay: '{gone} 已并入 {kept}。', takeBackText: '转走的记录都转回去；后来被别人改过的留在原处，并列出来。撤销后这两条认定为不同的人。', stayed: '已撤销。有 {n} 条记录后来被改过，留在原处，请逐条核对：', table: { person: '登记信息', appointment: '岗位', member: '组织成员', account: '账号', case: '案件', privacy_request: '个人信息请求' }, wentInto: '这条登记已并入另一条。', toKept: '看保留的那一条',
  },
  privacy: {
    tab: { catalogue: '目录和删除', requests: '请求', counter: '给本人查看' }, forPerson: '给本人查看',
    catalogue: '个人信息目录', sentence: '记录了 {n} 种个人信息，每种都写明用途、依据和保存多久；现在没有到期该删的。', sentenceDue: '记录了 {n} 种个人信息，每种都写明用途、依据和保存多久；有 {due} 条到期，今夜删除。', notices: '给群众看的告知', field: '信息', purpose: '用来做什么', basis: '依据', keep: '保存多久', who: '谁能看', dueNow: '到期', sensitive: '敏感',
    withRecord: '随这条记录保存', uncertain: '没有统一规定，县里自定', withReason: '写明理由才能看', inScope: '负责这里的人', after: { case_closed: '办结后 {n} 个月', merged: '合并后 {n} 个月', answered: '答复后 {n} 个月', left: '去世或迁走后 {n} 个月', added: '放入后 {n} 个月' }, removals: '删除记录', removalsText: '每天夜里删除到期的信息。只记删了哪一种、多少条，不记是谁的。办理中的案件和请求涉及的不删。', noRemovals: '还没有到期删除过。', records: '条数', endedBefore: '{day}之前结束的',
    requests: '个人信息请求', requestSentence: '{where}有 {open} 件请求没有答复', overdueSay: '，其中逾期 {n} 件', answeredSay: '；已答复的，按期 {in} 件，超期 {late} 件。', ask: '登记请求', askVerb: '登记', stateLabel: '状态', openOnly: '没有答复的', closedOnly: '已经答复的', kind: '请求', anyKind: '所有请求', filterKind: '看哪类请求', no: '编号', about: '谁的信息', received: '收到日期', due: '答复期限', emptyTitle: '没有请求', emptyText: '有人要看、要改、要删自己的信息，当面核对身份后登记在这里，到期前答复。',
    state: { received: '已收到', in_work: '办理中', answered: '已答复', refused: '已拒绝' }, wasLate: '超期答复', wasInTime: '按期答复', kindHint: '{article}，{n} 个工作日内答复。', askedBy: '谁提出', by: { self: '本人', relative: '已故者的近亲属' }, asker: '请求人', askerName: '请求人姓名', askerPhone: '请求人电话', askerPhoneHint: '只用于告知结果，平时遮住。', proof: '怎样核对的身份', proofHint: '例如：看了身份证原件。不要填证件号码。', text: '要求什么',
    what: '请求内容', answer: '答复', refusal: '拒绝的理由', answerVerb: '答复', refuse: '拒绝', take: '开始办理', answerHint: '请求人会看到这段话。', article: '依据的条款', articleHint: '拒绝要写明依据哪一条。', handler: '经办人', toPerson: '去这个人的页面更正', toCounter: '去给本人查看和复制',
    openSentence: '{who}的请求，{state}，{left}。', doneLate: '{who}的请求，{when}{state}，超过了期限。', doneInTime: '{who}的请求，{when}{state}，没有超过期限。',
    counter: '给本人查看', counterText: '核对身份后，把系统里有关本人的全部信息和谁看过，当面给他看、打印或复制。', identity: '怎样核对的身份', identityHint: '例如：看了身份证原件。已故的人，还要看亲属关系。', reasonHint: '这次查看会记入日志，本人也看得到。', show: '打开', next: '下一位', saveCopy: '复制给本人（XLSX）', heldTitle: '{name}：系统里记录的信息', heldSentence: '{county}，{when}，由{who}打开。', looks: '谁看过', noLooks: '还没有人为看清信息打开过。', heldFoot: '如有不对，可当场要求更正；也可要求删除、说明或撤回同意。',
    section: { person: '登记信息', posts: '岗位', memberships: '参加的组织', account: '账号', cases: '反映的问题', visits: '走访', card: '户情卡', requests: '个人信息请求' },
    column: { item: '项目', value: '内容', by: '谁记的', day: '日期', visitor: '走访人', result: '结果', name: '姓名', place: '地方', phone: '电话', post: '岗位', from: '起', to: '止', service_phone: '服务电话', body: '组织', role: '身份', login: '登录名', state: '状态', last_seen: '最近使用', no: '编号', at: '时间', text: '内容', kind: '类别', received: '收到日期' },
    value: { account: { invited: '等待设密码', active: '可用', disabled: '已停用' }, requests: { received: '已收到', in_work: '办理中', answered: '已答复', refused: '已拒绝' } },
  },
}
