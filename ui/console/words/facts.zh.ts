/** Words of what is known of households: cards, answers that find households, and what two people said differently. */
export default {
  facts: {
    card: '户情卡', edit: '填写', editTitle: '{head}户的户情', nothing: '还没有记过户情。', openHere: '有 {n} 项两个人说的不一样，等人裁定', masked: '已登记，加密保存', came: '随分户、并户带来，原记 {by}', unknown: '还不清楚', keepMasked: '已登记 {now}，不改就空着', secretHint: '加密保存，查看要说明理由。',
    day: '哪一天了解到的', dayHint: '补记以前的情况，填当时的日期。', differTitle: '有人先改过', outcome: { open: '“{field}”{by}已改成“{now}”。先按这个，等人裁定，您填的也留着。', told: '“{field}”另有人改过，后到的算数：现在是“{now}”。两个值都留着，可在“有出入的”里看。' },
    tab: { all: '户籍登记', holders: '按户情查户', conflicts: '有出入的' },
    holders: '按户情查户', holdersSentence: '{where}“{what}”共 {n} 户。', which: '查哪一种户', noHolders: '没有这样的户', noHoldersText: '户情卡上记了这一项的户会出现在这里。可以在户的页面填写，也可以下载表格填好再导入。', knownSince: '记于',
    conflicts: '说法有出入的户情', conflictSentence: { open: '{where}有 {n} 项户情两个人说的不一样，等人裁定。', told: '{where}有 {n} 项户情按后到的算数，先前的值也留着。', settled: '{where}已裁定 {n} 项。' }, whichConflicts: '看哪些', state: { open: '等人裁定的', told: '已按后到的算的', settled: '已裁定的' }, allHouseholds: '看全部户',
    noConflicts: { open: '没有等人裁定的', told: '没有按后到的算的', settled: '还没有裁定过' }, conflictText: '两个人没有网络时改了同一户的同一项，改得不一样，就列在这里：两个值都留着，谁记的、哪天记的都在。',
    kept: '现在的值', other: '另一个值', later: '后到的，现在算数', earlier: '先前的', noAnswer: '(空)', base: '改之前是“{value}”。', movedOn: '后来又改成“{value}”（{by}）。', settledBy: '{who} 于 {when} 裁定为“{value}”。', settle: '裁定', settleTitle: '以哪个为准', takeKept: '维持“{value}”', takeOther: '改为“{value}”', takeThird: '都不对，另填', note: '依据',
  },
}
