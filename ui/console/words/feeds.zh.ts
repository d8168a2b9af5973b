/** Words of what leaves on request: tokens, webhooks, one's own calendar, letter and messages. */
export default {
  feeds: {
    title: '对接', comma: '、', sentence: '{where}有 {tokens} 个可用的令牌、{hooks} 个推送地址。令牌只能读，不能改；推送的事件里没有个人信息。', place: '地方', name: '名称', by: '谁建的', made: '建立', forUse: '给哪个系统用，例如：县大数据局大屏', oncePlease: '只在这里显示一次，请现在就抄下或复制。',
    tokens: '只读令牌', tokensText: '别的系统带着令牌来取数据：只能看您现在看得到的，只在选定的地方，到期自动失效。', newToken: '建一个令牌', noTokens: '还没有令牌', noTokensText: '大屏、数据平台要定时取清单和指标时，在这里建一个令牌给它。', until: '有效到', perms: '能看什么', used: '最近使用', never: '没用过', revoke: '作废', revokeTitle: '作废“{name}”', revokeText: '立刻失效，用它的系统从现在起取不到数据。', tokenState: { active: '可用', expired: '已到期', revoked: '已作废' }, revokedBy: '{who} 于 {when} 作废',
    tokenMade: '令牌建好了', tokenUse: '用法：在请求里加上 Authorization: Bearer 令牌。清单和指标都有三种格式：网址后面加 ?format=json 或 ?format=csv。', permHint: '只列出您自己有、又只用来看的权限。电话、证件等个人信息始终遮住。', close: '我已抄好',
    hooks: '推送地址', hooksText: '有事发生时，按记录的先后把事件（CloudEvents）推到这个地址，带签名；对方没收到会隔一会儿再送。', newHook: '建一个推送地址', noHooks: '还没有推送地址', noHooksText: '别的系统要及时知道案件、清单有变化时，在这里登记它的接收地址。', url: '接收地址', urlHint: '以 https:// 开头，不能是内网地址。', urlHintPrivate: '本机设置允许推送到内网地址。', kinds: '推送什么', hookState: { on: '在用', off: '已停', halted: '已中止' }, halted: '建它的人已不能看，或对方说地址不再使用。弄清楚后可以重新启用，中间的事件会补送。', waiting: '等着送 {n}', dead: '没送成 {n}', upto: '已读到日志 {n}',
    hookMade: '推送地址建好了', hookUse: '把签名密钥交给接收方：它用密钥核对 webhook-signature，按 webhook-id 去掉重复。', on: '启用', off: '停用', remove: '删除', removeTitle: '删除“{name}”', removeText: '不再推送，没送出的也不再送。', deliveries: '推送记录', state: { waiting: '等着送', sent: '已送到', dead: '没送成' }, noDeliveries: { waiting: '没有等着送的', sent: '还没有送过', dead: '没有没送成的' }, noDeliveriesText: '有事发生后几秒钟就会推送。', outcome: '结果', event: '事件', record: '记录', at: '发生', tries: '试了 {n} 次', next: '下次 {when}', answer: '对方回答 {status}', giveUp: '停止重试', replay: '再送一次', replayAll: '全部再送', replayed: '{n} 件排上了，几秒钟后再送。',
    perm: {
      access_list: '账号', activity_list: '活动', asset_list: '资产', award_list: '评选', body_list: '组织和任职', book_list: '账簿', bulletin_list: '文稿', casework_list: '案件', demand_list: '对村要求', duty_list: '清单', emergency_list: '应急', fact_list: '户情', indicator_list: '指标', journal_read: '操作日志', link_list: '联户', overview_see: '指挥', merit_list: '农户积分',
      person_list: '人和户', person_export: '导出人和户', place_list: '网格', place_gaps: '岗位空缺', place_export: '导出网格', points_list: '党员积分', privacy_list: '个人信息目录', rulebook_read: '规则', shop_list: '积分兑换', visit_list: '走访', visit_export: '导出走访',
    },
    kind: {
      case: '案件', duty_item: '清单事项', duty_order: '督办单', demand: '对村要求', visit: '走访', campaign: '走访安排', place: '网格', body: '组织', appointment: '任职', household: '户', activity: '活动', asset: '资产', emergency: '应急', points_entry: '党员积分条目', merit_round: '农户积分轮次', award_round: '评选', award_honour: '荣誉', bulletin: '文稿',
    },
    mine: '到期提醒', mineText: '把等您办的事送到您常用的地方。都默认不开，随时可关；里面只写是什么事、在哪里、哪天，不写是谁家的。', due: '现在等您办的有 {n} 件，其中逾期 {late} 件。', noneDue: '现在没有等您办的事。',
    calendar: '日历订阅', calendarOff: '生成一个只有您知道的网址，在手机或电脑日历里“订阅日历”，到期的事会自动出现。', calendarOn: '{day} 起已开通。网址只显示一次；忘了就换一个，旧的随即失效。', calendarMake: '生成网址', calendarRenew: '换一个网址', calendarDrop: '关掉', calendarCopy: '把这个网址贴到日历的“订阅”里：',
    digest: '邮件提醒', digestOff: '每天早上或每周一，收到一封列着到期事项的信。', digestNone: '本机没有设置邮件服务器，暂时不能开。', digestMail: '邮箱', digestMailKept: '已保存，不改就留空', digestEvery: { daily: '每天', weekly: '每周一', none: '不要' }, digestSave: '保存', digestSaved: '已保存',
    push: '浏览器通知', pushOff: '每天早上在这台设备上提醒今天有几件到期。要连得上互联网。', pushOn: '已在 {n} 台设备上开通。', pushAdd: '在这台设备上开通', pushHereOff: '在这台设备上关掉', pushDrop: '全部关掉', pushNo: '这个浏览器不支持，或没有经过 HTTPS 打开。', push_denied: '浏览器不允许通知，请在浏览器设置里放行。', push_away: '连不上这个浏览器的推送服务，没有开通。换个网络再试；一直不行，可以用日历订阅。',
  },
}
