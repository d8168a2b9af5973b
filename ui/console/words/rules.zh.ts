/** Words of the page of rules. */
export default {
  rules: {
    title: '规则', sentence: '{name}现在按第 {no} 版规则办，共 {n} 条。', see: '看', find: '编号、名称或依据', noneFound: '没有找到。换个词，或看别的部分。', source: '依据', since: '{day}起', until: '到{day}止',
    section: {
      levels: '层级', place_kinds: '地点类别', body_kinds: '组织类别', bars: '任职回避', roles: '角色和权限', posts: '岗位', topics: '主题', case_types: '事项类型', parameters: '参数', codes: '代码表', work_years: '工作日历', kin_relations: '亲属关系', privacy_modules: '个人信息模块', personal_fields: '个人信息字段', privacy_requests: '个人信息请求', list_types: '清单类型', duties: '岗位职责',
      member_roles: '成员职务', items: '代码', festivals: '节日', tells: '告知', rungs: '提醒和升级', fields: '字段', reminders: '提醒', views: '汇总周期', categories: '类别', states: '状态', transitions: '步骤',
    },
    lifeOf: '{name}的流程图', lifeAlt: '{states} 个状态，{steps} 个步骤，文字说明在旁边的列表里。', final: '到此办结', within: '限 {time}', noClock: '没有时限', waits: '等{who}', or: '或', and: '、', time: { workdays: '{n} 个工作日', days: '{n} 天', hours: '{n} 小时', workhours: '{n} 个工作小时' },
    by: { place: '所在地的干部', body: '承办单位', assignee: '承办人', reporter: '反映人', system: '程序', caller: '吹哨的一方', handler: '承办人' }, takenBy: '{who}可以办。', needs: '要写{what}。', need: { reason: '理由', note: '说明', body: '承办单位', assignee: '承办人', handler: '单位或个人', rating: '评价' }, posts: '{n} 个岗位有这个权限',
    versions: '历次规则', versionNo: '第 {n} 版', state: { now: '正在施行', planned: '还没到施行日', past: '已被替代' }, withProgram: '随程序带来', administrator: '管理员', noChanges: '这是第一版。', what: { added: '新增', changed: '修改', ended: '到期', removed: '去掉' }, move: '在办的转按现行规则', moveTitle: '{name}：在办的转按第 {no} 版规则', moveNone: '没有按旧规则在办的。', moveCount: '{n} 件按旧规则在办。转过来以后，{sooner} 件期限提前，{later} 件延后，{overdue} 件当场到期。', moveN: '{n} 件', moveInstead: '“{state}”已停用，改为…', moveFrom: '第 {no} 版：{n} 件，现行规则有这些不同', moveHint: '写明依据的文件或决定；一次转完，记入日志。', moved: '{n} 件已转按现行规则', howTo: '县里的规则由管理员用命令行提交，见 docs/packs.md：',
  },
}
