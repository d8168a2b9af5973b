/** Words of the phones that carry the field app. */
export default {
  devices: {
    title: '手机端设备', sentence: '{where}有 {n} 部手机带着网格员应用。只记最近一次同步，不统计谁用了多久。', tab: { list: '设备', bring: '导入没发出的' }, none: '还没有手机登录过网格员应用', noneText: '网格员第一次在手机上登录后会列在这里。手机丢了，在这里停用：它下次连网就清空。',
    who: '谁的', device: '手机', since: '第一次登录', synced: '最近同步', never: '还没有同步过', waiting: '有 {n} 条没发出', revoke: '停用', revoked: '已停用', revokedBy: '{who} 于 {when} 停用', revokeTitle: '停用{who}的这部手机', revokeText: '停用后它不能再取数据；下次连网时，手机里存的户情和事项全部清掉。',
    held: '前一条没到的操作', heldText: '后一条先到的，等前一条最多五天；到时先办，记在这里。没办成的要人处理。', enteredAt: '记于 {when}', kind: { activity: '活动', fact: '户情', report: '上报', step: '操作', photos: '补照片', call: '吹哨', duty: '清单事项', visit: '走访' }, heldState: { held: '等到 {when}', done: '已按时限先办', conflict: '已先办，有出入', refused: '没办成' },
    bringTitle: '导入手机里没发出的', bringText: '手机一直发不出去时，在手机上“存成文件”，在这里导入。每条还是原来的编号，已经到过的不会重复。', chooseFile: '选择手机存的文件', unreadable: '这不是手机存的待发文件。', inFile: '文件里有 {n} 条，存于 {when}', bring: '导入', brought: '{n} 条里已到 {done} 条。', againSafe: '可以再导入一次，已到的不会重复。', outcome: { done: '已到', conflict: '已到，与别人说的有出入', held: '等前一条', refused: '没收' },
  },
}
