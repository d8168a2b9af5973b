/** Words of what case types define: answers, clocks, calls, early signs. */
export default {
  fields: '登记内容', rowsEmpty: '还没有填。', addRow: '加一行', dropRow: '去掉这一行', sealed: '已加密保存', yuan: '元', yes: '是', no: '否', paperGiven: '已交', paperHeld: '已有，不用再交（{from}）', paperOptional: '可以不交',
  queue: '转到哪个平台', queueShown: '平台', dutyItem: '属于履职事项清单的哪一项', dutyNone: '不在清单里或不清楚', dutyShown: '履职事项', duty: { basic: '乡镇基本履职', assisting: '乡镇配合，{owner}牵头', taken_back: '由{owner}收回' },
  waitsFor: '在等谁', waitsHint: '停表期间不算时限；恢复后接着算剩下的时间。', days: '延长几个工作日', daysHint: '最多 {n} 个工作日，由别人批准。',
  clock: '时限', paused: '{when}起停表', noCalendar: '还没有 {year} 年的工作日历，暂时算不出时限。', ledger: '停表和延期', pauseSay: '停表：等{who}，{reason}', extSay: '申请延长 {n} 个工作日：{reason}', until: '到 {when}', running: '还在停表', decision: { granted: '{who}已批准', refused: '{who}不同意：{why}', open: '等待批准' },
  total: '合计', seats: '人员和席位', seatOver: '已收回', deal: { title: '合同双方有关联', self: '{side}的负责人{leader}也是{role}', kin: '{side}的负责人{leader}的{relation}{officer}是{role}', say: '有关的人不参与立项、签合同、付款和验收；怎么回避的，写进会议记录并公开。' }, lack: { missing: '还缺{what}', left: '{what}已不在岗' }, catalogue: '办事目录', ledgers: '台账', ledgerSay: '{where}有 {n} 件。', ledgerLate: '{where}有 {n} 件，{late} 件逾期。', ledgerEmpty: '登记第一件，或者把原来的表格导入。', openOnly: '在办还是办结', ledgerOpen: '在办的', ledgerClosed: '办结的', ledgerAll: '全部',
  rungs: '提醒和上报', rungLevel: '报{level}', rungHandler: '提醒经办人',
  links: '相关的事', how: { parent: '来自', child: '由此产生', merged: '并案' }, spawn: '登记{what}', merge: '并案', mergeTitle: '{no} 与另一件并案', mergeInto: '并到哪一件', mergeHint: '填另一件的编号。反映的人会看到那一件的进展。', merged: '已并案', mergeUnknown: '没有找到这个编号。',
  calls: '吹哨报到', callsNone: '还没有吹哨。', call: '吹哨', callTitle: '吹哨 · {no}', callWho: '叫哪些单位来', callAsk: '要他们做什么', called: '已吹哨',
  callState: { called: '待报到', reported_in: '已报到，处置中', done: '已处置，待评价', rated: '已评价', withdrawn: '已取消' }, callStep: { report_in: '报到', done: '报处置结果', rate: '评价', withdraw: '取消吹哨' }, callBy: '{who}吹哨', callOfficer: '{who}报到',
  attention: '要您留意', alert: '同一处 {n} 件，{topic}', alertLate: '一件事拖得太久', closeAlert: '关闭', closeAlertTitle: '关闭预警 · {name}', closed: '已关闭', whyClosed: '怎么处理的',
  materials: '材料', materialsMissing: '还缺 {n} 样材料。', materialsAll: '材料已齐。', material: { given: '已交', missing: '还缺', optional: '没有可不交', held_register: '已有：系统在{from}里查到（{day}）', held_holder: '已有：由部门向{from}核对，不向申请人要', held_application: '已有：第 {from} 号申请时交过' }, materialAsked: '已告知申请人',
  papers: '加密保存的文书', paperNone: '还没有附上。', paperAdd: '附上{what}', paperOpen: '查看', askPapers: '申请人还要补哪些材料', askPapersHint: '一次说清全部要补的；等申请人补材料的时间不算在办理天数里，这一步只能问一次。',
  anyType: '所有类别', anyQueue: '所有平台',
}
