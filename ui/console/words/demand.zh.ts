/** Words of what offices demand of villages. */
export default {
  demand: { cameOn: '{from} 至 {to} 到村',
    title: '对村要求', sentence: '{where}{what} {n} 件。', late: '{n} 件过了期限。', new: '向村里提要求', newSay: '要有依据、在履职清单里、说清经费；县里已经掌握的不再让村里填。',
    tab: { demands: '各村收到的', 'demands-sent': '本单位发出的', 'demand-burden': '各村负担', 'demand-senders': '各单位' }, what: '事项', text: '具体要村里做什么', from: '以哪个单位的名义', fromHint: '您所在的单位，或您管的地方的单位。', to: '发给哪里', toHint: '一个村，或一个乡镇、县：里面的每个村。', toSay: '会到 {n} 个村。', due: '期限', stateWord: '状态', kindWord: '种类',
    kind: { report: '填表', material: '报材料', meeting: '开会', task: '办事', check: '检查' }, state: { all: '全部', open: '待答复', done: '已答复', withdrawn: '已撤回', said: '有意见待答复' },
    basis: '法律法规政策依据', basisHint: '写到文件和条款，没有依据不能发。', item: '履职事项', itemHint: '在乡镇履职事项清单里的哪一项；上级收回的不能要求村里做。', funds: '经费', yuan: '元/村', fundsHint: '要花钱的写每村多少、从哪里来；不花钱的写为什么。', fundsFrom: '从哪里来', fundsNone: '为什么不需要经费', noFunds: '不需要经费', fields: '要村里填的字段', fieldsHint: '每行一个。县里已经有的会指出来，不用再填。',
    known: '县里已经掌握的', knownSay: '{n} 个字段县里已经有了，不用村里再填；确要核对的写明理由。', heldIn: '在“{where}”里有', why: '为什么还要村里填', drop: '不填这个', already: '{body}最近的“{title}”也问过{fields}，先去要结果。', cap: '本周上限', capStop: '{n} 个村本周已到上限 {cap} 件（如{name}），不能再发：等下周，或请县里有权放行的人来发。', capAllow: '{n} 个村本周已到上限 {cap} 件（如{name}）。放行要写理由。', beyond: '超上限放行的理由', send: '发给 {n} 个村',
    empty: '没有这样的要求', emptyText: '各单位对村里的要求都在这里发、在这里答，不另外下表。', sentSay: '本单位发给村里的每一件，和各村的答复。', noneSent: '还没有发过', noneSentText: '按“向村里提要求”发第一件。', reach: '发给', reachSay: '{where} {n} 个村，{fields} 个字段，其中已掌握 {held} 个', sentBy: '谁发的',
    weekSay: '{when}：{villages} 个村收到 {n} 件。', capSay: '每村每周上限 {n} 件。', overSay: '{n} 个村超过上限。', quietWeek: '这一周没有要求发到村里', quietText: '换一周看看，或在上方换一个地方。', n: '{n} 件', burdenSay: '{fields} 个字段，其中县里已掌握 {held} 个；还有 {open} 件没答复。来自{from}。',
    sendersSay: '今年各单位对村里提了多少要求，旁边是村里和群众怎么评。按名称排，不排名次。', nSent: '件数', nReached: '到村次数', nFields: '字段', nBeyond: '超上限', nSaid: '意见', rated: '村里评要求', served: '办件评价', fieldsOf: '{n}（已掌握 {held}）', saidOf: '{n}（采纳 {upheld}，超期答复 {late}）', mean: '{mean} 分（{n} 次）', few: '{n} 次，太少不算', pleased: '满意 {pleased}%（{n} 次）',
    headSay: '{body}发给{where} {n} 个村，{due}前答复。', withdrawnSay: '已撤回：{why}', withdraw: '撤回', whyWithdraw: '为什么撤回', rowsTitle: '各村', facts: '要求', answer: '答复', say: '提意见', rule: '答复意见', ratedAt: '评 {n} 分', replyBy: '{day}前要答复。', act: { answer: '{where}的答复', say: '{where}对这件要求的意见', rule: '答复{where}的意见' }, verb: { answer: '交答复', say: '提交意见', rule: '答复' }, saidWord: '是什么', said: { complaint: '投诉', suggestion: '建议' }, rulingWord: '怎么定', ruling: { upheld: '采纳，这个村不用做了', changed: '部分采纳', rejected: '不采纳' }, words: '写清楚', ratingWord: '这件要求合不合理', rating: { 0: '不评', 5: '5 很合理', 4: '4', 3: '3 一般', 2: '2', 1: '1 不合理' },
  },
}
