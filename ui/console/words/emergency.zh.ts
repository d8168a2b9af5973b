/** Words of emergencies. */
export default {
  emergency: {
    title: '应急', none: '{where}现在没有应急。', some: '{where}现在有 {n} 个应急在进行。', on: '启动应急', name: '名称', kind: '类别', places: '地方', when: '时间', approver: '批准', state: { running: '进行中', over: '已结束', wiped: '已结束' },
    emptyTitle: '没有应急', emptyText: '平时这里是空的。要由有权批准的人，对指定的地方、到指定的时间启动，到时自己结束。', span: '{from} 到 {to}',
    dialog: { say: '由您批准。到时间自己结束，要延长须再批准一次。', name: '名称（如“7·20 强降雨”）', places: '哪些地方', add: '再加一个地方', until: '到什么时候', hours: '{n} 小时', other: '其他时间', reason: '依据和理由', go: '批准启动' },
    page: {
      sentence: '{places}，{from} 启动，到 {to} 为止。', over: '{places}，{from} 到 {to}，已自动结束。', by: '{post}{by}批准', left: '还剩 {h} 小时 {m} 分', acts: '批准记录', act: { on: '启动', extend: '延长', off: '提前结束' }, actTo: '到 {to}',
      extend: '延长', extendTitle: '延长应急', end: '提前结束', endTitle: '提前结束应急', endText: '结束后马上停用：不能再叫应、再报告，名单封存，{n} 天后删除。',
    },
    grid: { title: '叫应', sentence: '{all} 户：{reached} 户平安，{help} 户要帮助，{missed} 户没联系上，{left} 户还没叫。', place: '地方', all: '户数', reached: '平安', help: '要帮助', missed: '没联系上', helped: '已帮到', left: '还没叫', up: '回到上一级', houses: '看各户', refresh: '每半分钟更新一次' },
    call: { reached: '平安', help: '要帮助', missed: '没联系上', helped: '已帮到', '': '还没叫', title: '{head}家', needs: '要什么帮助', people: '几个人', note: '说明（只写要做什么）', save: '记下', of: '{by}，{when}', household: '户', place: '地方', answer: '情况', none: '这里没有登记的户。', people_n: '{n} 人' },
    help: { late: '结束后才到，{when} 记的', title: '先帮名单', known: '户情卡上记着，还没有叫应', sentence: '{n} 户等着帮，等得久的在前。', none: '现在没有等着帮的户。', done: '已帮到', sealed: '名单已封存，{day} 删除。', wiped: '名单已按期删除，谁也打不开了。', open: '打开封存的名单', openTitle: '打开封存的名单', openText: '会写入日志：谁、什么时候、为什么打开。', reason: '为什么要看', waiting: '等了 {t}' },
    hour: { title: '整点报告', sentence: '{at} 这一轮：{n} 个地方要报，{in} 个已报。', missing: '没有报的', none: '都报了', late: '迟报 {n}', came: '迟报', at: '时间', in: '已报', report: '报告', reportTitle: '{place}报告', from: '从哪里报', empty: '还没有到报告的时候。', by: '{by}，{when}', now: '本轮', nobody: '没有负责人' },
  },
}
