/** Words of indicators. */
export default {
  indicator: {
    title: '指标', whose: '{who}的指标', since: '只算任职期间（{days}）。', sentenceNone: '{where}{when}：还没有指标亮灯。', sentence: '{where}{when}：{n} 项指标有灯，', red: '{n} 项亮红灯：{what}。', noRed: '没有红灯。', and: '、', period: '周期', by: { day: '按日', week: '按周', month: '按月', quarter: '按季度', half_year: '按半年', year: '按年' }, before: '上一期', after: '下一期',
    publicPage: '公开页', bases: '已固定的数', emptyTitle: '这一级没有这个周期的指标', emptyText: '换一个周期，或在上方换一个地方。', of: '{what} {n}。', base: '基数 {n}', target: '目标 {n}。', targetWord: '目标', last: '上期 {n}。',
    light: { green: '达标', amber: '未达标', red: '红灯' }, why: { none: '还没有可算的。', few: '只有 {n} 户表态，满 {least} 才算比例。', past: '那时还没有开始计数。', large: '数太大，算不出来。' }, whyShort: { none: '没有可算的', few: '答复太少', past: '未计数', large: '算不出' },
    says: '{where}{when}的{what}是 ', trace: '怎么算的', records: '看清单', onlyCounted: '只计数', source: '依据：{source}。第 {no} 版规则。分母是零时没有数；比例向不利的一边取整。', overTime: '近十二期', asTable: '看表', asBars: '看图', byPlace: '各地', place: '地方', villages: '直接看各村', rest: '另有 {n} 在{where}本级，或在已经撤并的地方。',
    freeze: '固定这个数', freezeTitle: '把这个数固定下来', freezeText: '用在通报、公示里的数先固定：留下当时的公式、各项数字、规则版本和日志号，以后随时能照原样再算一遍。', note: '用在哪里', basisNo: '依据第 {no} 号', basesSay: '通报和公示用过的数，每个都留着当时的依据。', basesEmpty: '还没有固定过数', basesEmptyText: '打开一项指标，按“固定这个数”。', number: '编号', figure: '数', frozenBy: '谁固定的', same: '照依据重算，一字不差', differs: '照依据重算，与当时不同', formula: '公式', rulesNo: '规则版本', journalNo: '日志号',
  },
}
